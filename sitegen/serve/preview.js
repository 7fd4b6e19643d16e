// The preview's hand in a page: it reloads when there is a new state of the site, and lists the faults while there are some.
//
// livereload.js asks its plug-ins before it reloads anything. The server sends the path "@state" when the faults may have changed, and
// right after a page has connected, so that no change between its loading and its connecting is lost.
import { hide, show } from "./overlay.js";

const STATE = "@state";
const mine = Number(document.querySelector("script[data-generation]").dataset.generation);

async function look() {
  const answer = await fetch("/@preview/state.json", { cache: "no-store" });
  if (!answer.ok) return;
  const { generation, problems } = await answer.json();
  if (problems.length) show(problems);
  else if (generation !== mine) location.reload();
  else hide();
}

class PreviewPlugin {
  static identifier = "preview";

  static version = "1";

  reload(path) {
    if (path !== STATE) return false;
    look();
    return true;
  }
}

// livereload.js takes in every plug-in whose name begins like this when it starts; it may have started already.
window.LiveReloadPluginPreview = PreviewPlugin;
if (window.LiveReload) window.LiveReload.addPlugin(PreviewPlugin);
look();

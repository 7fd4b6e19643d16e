export default { layout: "guide.11ty.js", permalink: (page) => `/roles/${page.page.fileSlug}/` };

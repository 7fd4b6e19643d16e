"""A built site -> the place that serves it: plan, prove, publish, go back.

    found = survey(store)                               # what lies there, and what the last manifests say of it
    plan = compare(wanted, found, ...)                  # what would change; `refuse` holds it against the guards
    publish(job, plan)                                  # claim, keep, upload in order, verify, sign, tidy

Beside the site lies the private folder `.sitegen/` with

    manifests/NUMBER.json   what each publish left; the one that is open is the lock of the publish that runs
    kept/SHA256             bytes of pages that were overwritten, while one of the last manifests still refers to them
"""

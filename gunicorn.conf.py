"""Read by gunicorn where it is started, in the demonstration and in the container alike."""

import gunicorn

gunicorn.SERVER = "web"  # what answers is nobody's business (SECURITY R22)
logger_class = "partnership.server_log.ServerLog"
limit_request_line = 8190  # the most it allows: a long search is answered by our own page

"""Flask's own pattern of application dispatching: an app for every host, made when it is first asked for."""

from importlib import import_module
from threading import Lock

from werkzeug.exceptions import NotFound


class HostDispatcher:
    def __init__(self, create_app):
        self.create_app = create_app
        self.lock = Lock()
        self.instances = {}

    def get_application(self, host):
        key = host.split(":")[0].split(".")[0]
        with self.lock:
            app = self.instances.get(key)
            if app is None:
                app = self.create_app(key)
                self.instances[key] = app
            return app

    def __call__(self, environ, start_response):
        app = self.get_application(environ["HTTP_HOST"])
        return app(environ, start_response)


def create_app(key):
    try:
        module = import_module("events." + key.replace("-", "_"))
    except ModuleNotFoundError:
        return NotFound()
    app = module.create_app()
    app.config["EVENT_NAME"] = "Fair number " + key.removeprefix("fair-")
    return app


application = HostDispatcher(create_app)

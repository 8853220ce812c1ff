//! Whether there is a screen to draw on.

/// Whether a window can be opened: always on macOS and Windows; elsewhere when an X or Wayland server is named and
/// its socket is there.
pub(crate) fn exists() -> bool {
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return true;
    }
    let named = |variable: &str| std::env::var(variable).ok().filter(|value| !value.is_empty());
    named("WAYLAND_DISPLAY").is_some_and(|name| wayland_socket_exists(&name, named("XDG_RUNTIME_DIR")))
        || named("DISPLAY").is_some_and(|name| x_server_exists(&name))
}

fn wayland_socket_exists(name: &str, runtime_dir: Option<String>) -> bool {
    let socket = std::path::Path::new(name);
    if socket.is_absolute() {
        return socket.exists();
    }
    runtime_dir.is_some_and(|dir| std::path::Path::new(&dir).join(name).exists())
}

/// A local X server has a socket; one on another machine (`host:0`) is taken at its word.
fn x_server_exists(display: &str) -> bool {
    match display.strip_prefix(':').or_else(|| display.strip_prefix("unix:")) {
        Some(local) => {
            let number = local.split('.').next().unwrap_or_default();
            std::path::Path::new("/tmp/.X11-unix").join(format!("X{number}")).exists()
        }
        None => display.contains(':'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_not_there_does_not_count() {
        assert!(!x_server_exists(":4711"));
        assert!(!x_server_exists("nonsense"));
        assert!(x_server_exists("other-machine:0"));
        assert!(!wayland_socket_exists("wayland-4711", None));
    }
}

//! Which system packages Menagerie needs on Linux, what for, and what they are called where. A table, nothing more.
//!
//! Each name was checked against what the build links (`alsa-sys`, `wayland-sys`), generates (`v4l2-sys-mit` with
//! bindgen) or opens at run time (winit, wgpu). A crate that wants another one adds its row here.

use std::collections::BTreeSet;

/// A system package manager that setup can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manager {
    /// Debian, Ubuntu and their kin.
    Apt,
    /// Fedora and its kin.
    Dnf,
    /// Arch and its kin.
    Pacman,
}

/// One thing the machine must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// What for, in half a line.
    pub(crate) why: &'static str,
    apt: &'static [&'static str],
    dnf: &'static [&'static str],
    pacman: &'static [&'static str],
}

/// Any of the names of one manager does; the first that the distribution has gets installed. A name with `*` at its end
/// counts as there, but is never installed.
pub(crate) const NEEDS: &[Need] = &[
    Need { why: "links every Rust program", apt: &["gcc"], dnf: &["gcc"], pacman: &["gcc"] },
    Need {
        why: "the C library's own part of linking, and the kernel's camera headers",
        apt: &["libc6-dev"],
        dnf: &["glibc-devel"],
        pacman: &["glibc"],
    },
    Need {
        why: "tells the build where libraries lie",
        apt: &["pkg-config", "pkgconf"],
        dnf: &["pkgconf-pkg-config"],
        pacman: &["pkgconf"],
    },
    Need {
        why: "reads the kernel's camera headers (webcam)",
        apt: &["libclang1-14", "libclang1-*", "libclang-dev"],
        dnf: &["clang-libs"],
        pacman: &["clang"],
    },
    Need { why: "sound", apt: &["libasound2-dev"], dnf: &["alsa-lib-devel"], pacman: &["alsa-lib"] },
    Need { why: "windows under Wayland", apt: &["libwayland-dev"], dnf: &["wayland-devel"], pacman: &["wayland"] },
    Need {
        why: "keyboards under Wayland",
        apt: &["libxkbcommon0", "libxkbcommon-dev"],
        dnf: &["libxkbcommon"],
        pacman: &["libxkbcommon"],
    },
    Need {
        why: "keyboards under X11",
        apt: &["libxkbcommon-x11-0"],
        dnf: &["libxkbcommon-x11"],
        pacman: &["libxkbcommon-x11"],
    },
    Need { why: "windows under X11", apt: &["libx11-6"], dnf: &["libX11"], pacman: &["libx11"] },
    Need { why: "windows under X11", apt: &["libx11-xcb1"], dnf: &["libX11-xcb"], pacman: &["libx11"] },
    Need { why: "the pointer under X11", apt: &["libxcursor1"], dnf: &["libXcursor"], pacman: &["libxcursor"] },
    Need { why: "touch and mouse under X11", apt: &["libxi6"], dnf: &["libXi"], pacman: &["libxi"] },
    Need {
        why: "finds the graphics drivers",
        apt: &["libvulkan1"],
        dnf: &["vulkan-loader"],
        pacman: &["vulkan-icd-loader"],
    },
    Need {
        why: "draws with a usual GPU, or with none",
        apt: &["mesa-vulkan-drivers"],
        dnf: &["mesa-vulkan-drivers"],
        pacman: &["vulkan-swrast"],
    },
    Need {
        why: "Chinese, Japanese and Korean letters",
        apt: &["fonts-noto-cjk"],
        dnf: &["google-noto-sans-cjk-fonts"],
        pacman: &["noto-fonts-cjk"],
    },
    Need {
        why: "a display for the tests on a machine without one",
        apt: &["xvfb"],
        dnf: &["xorg-x11-server-Xvfb"],
        pacman: &["xorg-server-xvfb"],
    },
];

impl Need {
    /// What it is called by this manager.
    pub(crate) fn names(&self, manager: Manager) -> &'static [&'static str] {
        match manager {
            Manager::Apt => self.apt,
            Manager::Dnf => self.dnf,
            Manager::Pacman => self.pacman,
        }
    }

    /// The names that can be installed, best first.
    pub(crate) fn candidates(&self, manager: Manager) -> impl Iterator<Item = &'static str> {
        self.names(manager).iter().copied().filter(|name| !name.ends_with('*'))
    }

    fn is_met(&self, manager: Manager, installed: &BTreeSet<String>) -> bool {
        self.names(manager).iter().any(|name| match name.strip_suffix('*') {
            Some(start) => installed.iter().any(|other| other.starts_with(start)),
            None => installed.contains(*name),
        })
    }
}

/// The needs that nothing installed meets.
pub(crate) fn unmet(manager: Manager, installed: &BTreeSet<String>) -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| !need.is_met(manager, installed)).collect()
}

/// Every name to ask the manager about.
pub(crate) fn all_names(manager: Manager) -> Vec<&'static str> {
    let names: BTreeSet<&str> = NEEDS.iter().flat_map(|need| need.names(manager)).copied().collect();
    names.into_iter().collect()
}

/// What is installed, read from the answer of `Manager::question`.
pub(crate) fn installed_from(manager: Manager, answer: &str) -> BTreeSet<String> {
    match manager {
        Manager::Apt => {
            answer.lines().filter_map(|line| line.strip_prefix("installed ")).map(|name| name.trim().into()).collect()
        }
        // Packages that are missing get a sentence, which has other first words.
        Manager::Dnf => {
            answer.lines().filter_map(|line| line.strip_prefix("installed ")).map(|name| name.trim().into()).collect()
        }
        // pacman's dependency test names what is missing, and honours packages that provide another.
        Manager::Pacman => {
            let missing: BTreeSet<&str> = answer.lines().map(str::trim).collect();
            all_names(manager).into_iter().filter(|name| !missing.contains(name)).map(String::from).collect()
        }
    }
}

impl Manager {
    /// The program that answers what is installed, without network and without root, and its arguments before the names.
    pub(crate) fn question(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Apt => ("dpkg-query", &["-W", "-f", "${db:Status-Status} ${Package}\n"]),
            Self::Dnf => ("rpm", &["-q", "--queryformat", "installed %{NAME}\n"]),
            Self::Pacman => ("pacman", &["-T"]),
        }
    }

    /// The program that installs.
    pub(crate) fn installer(self) -> &'static str {
        match self {
            Self::Apt => "apt-get",
            Self::Dnf => "dnf",
            Self::Pacman => "pacman",
        }
    }

    /// Its arguments before the packages' names.
    pub(crate) fn install_args(self) -> &'static [&'static str] {
        match self {
            Self::Apt => &[
                "install",
                "--yes",
                "--no-install-recommends",
                "-o",
                "DPkg::Lock::Timeout=120",
                "-o",
                "Dpkg::Use-Pty=0",
            ],
            Self::Dnf => &["install", "--assumeyes", "--setopt=install_weak_deps=False"],
            Self::Pacman => &["-S", "--needed", "--noconfirm"],
        }
    }

    /// Its arguments to fetch the lists of what there is; dnf does so by itself.
    pub(crate) fn update_args(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Apt => Some(&["update", "-o", "DPkg::Lock::Timeout=120"]),
            Self::Dnf => None,
            Self::Pacman => Some(&["-Sy", "--noconfirm"]),
        }
    }

    /// Where those lists lie.
    pub(crate) fn lists_folder(self) -> &'static str {
        match self {
            Self::Apt => "/var/lib/apt/lists",
            Self::Dnf => "/var/cache/dnf",
            Self::Pacman => "/var/lib/pacman/sync",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What dpkg says of a machine that has these packages.
    fn dpkg(names: &[&str]) -> BTreeSet<String> {
        let text: String = names.iter().map(|name| format!("installed {name}\n")).collect();
        installed_from(Manager::Apt, &text)
    }

    fn first_names(needs: &[&Need], manager: Manager) -> Vec<&'static str> {
        needs.iter().filter_map(|need| need.candidates(manager).next()).collect()
    }

    #[test]
    fn an_empty_machine_needs_everything_and_a_full_one_nothing() {
        for manager in [Manager::Apt, Manager::Dnf, Manager::Pacman] {
            assert_eq!(unmet(manager, &BTreeSet::new()).len(), NEEDS.len());
            let full = all_names(manager).into_iter().map(String::from).collect();
            assert!(unmet(manager, &full).is_empty());
        }
    }

    #[test]
    fn what_dpkg_remembers_but_removed_is_missing() {
        let mut names = all_names(Manager::Apt);
        names.retain(|name| !["xvfb", "libasound2-dev"].contains(name));
        let mut installed = dpkg(&names);
        installed.extend(installed_from(Manager::Apt, "config-files xvfb\nnot-installed libasound2-dev\n"));
        assert_eq!(first_names(&unmet(Manager::Apt, &installed), Manager::Apt), ["libasound2-dev", "xvfb"]);
    }

    #[test]
    fn any_version_of_libclang_will_do() {
        let mut names = all_names(Manager::Apt);
        names.retain(|name| !name.starts_with("libclang"));
        let without = unmet(Manager::Apt, &dpkg(&names));
        assert_eq!(without.len(), 1);
        assert_eq!(without[0].candidates(Manager::Apt).collect::<Vec<_>>(), ["libclang1-14", "libclang-dev"]);
        names.push("libclang1-19");
        assert!(unmet(Manager::Apt, &dpkg(&names)).is_empty());
    }

    #[test]
    fn rpm_and_pacman_are_understood() {
        let rpm = installed_from(Manager::Dnf, "installed gcc\npackage clang-libs is not installed\ninstalled libXi\n");
        assert!(rpm.contains("gcc") && rpm.contains("libXi") && rpm.len() == 2);
        let pacman = installed_from(Manager::Pacman, "xorg-server-xvfb\nclang\n");
        assert_eq!(first_names(&unmet(Manager::Pacman, &pacman), Manager::Pacman), ["clang", "xorg-server-xvfb"]);
    }
}

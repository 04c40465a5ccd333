//! How little memory the program keeps: few places that free memory waits in, and nothing mapped that only start-up
//! ran.
//!
//! This is the one module with `unsafe` code: three calls of the C library that have no safe form. None changes what
//! any memory holds. On systems without them, nothing is done.

#![allow(unsafe_code)]

#[cfg(all(target_os = "linux", target_env = "gnu", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod system {
    use std::fs;

    /// glibc gives each thread a heap of its own, and what one has freed is of no use to the others: under load that
    /// was ten megabytes, of 25. The threads allocate seldom enough to share one.
    const ARENAS: libc::c_int = 1;

    /// To be called before there is a second thread.
    pub fn share_one_heap() {
        // SAFETY: it sets a number inside the allocator, under the allocator's own lock.
        unsafe { libc::mallopt(libc::M_ARENA_MAX, ARENAS) };
    }

    /// Gives back what is free, and unmaps all program text: what still runs comes back sixteen pages at a time, in
    /// microseconds while the page cache has it. Reading a configuration, a FAQ and the command line maps eight
    /// megabytes of it that are not run again.
    pub fn give_back() {
        // SAFETY: it returns pages inside the allocator that hold nothing.
        unsafe { libc::malloc_trim(0) };
        let Ok(maps) = fs::read_to_string("/proc/self/maps") else { return };
        for (start, end) in maps.lines().filter_map(text) {
            // SAFETY: the range is text of the program or of a library, mapped from its file. On these systems the
            // loader changes none of it and nothing here does, so the kernel reads the same again where it is run. It
            // is still that text: no library is unloaded while the program runs. (What a debugger wrote into it, as
            // a breakpoint, is lost.)
            unsafe { libc::madvise(std::ptr::without_provenance_mut(start), end - start, libc::MADV_DONTNEED) };
        }
    }

    /// Not files, though their names look like paths.
    const NO_FILES: [&str; 3] = ["/dev/", "/memfd:", "/anon_hugepage"];

    /// The bounds of a mapping that can be run but not written, and that a file backs.
    fn text(line: &str) -> Option<(usize, usize)> {
        let mut fields = line.split_ascii_whitespace();
        let (start, end) = fields.next()?.split_once('-')?;
        let (access, path) = (fields.next()?, fields.nth(3)?);
        let number = |hexadecimal| usize::from_str_radix(hexadecimal, 16).ok();
        let is_file = path.starts_with('/') && !NO_FILES.iter().any(|beginning| path.starts_with(beginning));
        (access == "r-xp" && is_file).then_some((number(start)?, number(end)?))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        /// What is mapped of this very program, in KiB.
        fn mapped() -> u64 {
            let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells of a process");
            let line = status.lines().find_map(|line| line.strip_prefix("RssFile:")).expect("its memory");
            line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
        }

        #[test]
        fn only_text_of_files_is_unmapped() {
            let rows = [
                (
                    "55f42f847000-55f43035d000 r-xp 005c8000 fe:00 17 /usr/bin/faqbot",
                    Some((0x55f4_2f84_7000, 0x55f4_3035_d000)),
                ),
                ("55f42f27e000-55f42f847000 r--p 00000000 fe:00 17 /usr/bin/faqbot", None),
                ("55f43035d000-55f4303a2000 rw-p 00ade000 fe:00 17 /usr/bin/faqbot", None),
                ("7fff06101000-7fff06122000 rwxp 00000000 00:00 0 [stack]", None),
                ("7fff0619a000-7fff0619c000 r-xp 00000000 00:00 0 [vdso]", None),
                ("7fff0619a000-7fff0619c000 r-xp 00000000 00:00 0", None),
                ("7fff0619a000-7fff0619c000 r-xp 00000000 00:01 9 /memfd:code (deleted)", None),
                ("nonsense", None),
            ];
            for (line, bounds) in rows {
                assert_eq!(text(line), bounds, "{line}");
            }
        }

        #[test]
        fn what_was_given_back_is_there_again_when_it_is_needed() {
            let held: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
            let before = mapped();
            give_back();
            let after = mapped();
            assert!(after < before, "{before} KiB before, {after} after");
            assert_eq!(held.iter().map(|text| text.parse::<u64>().expect("a number")).sum::<u64>(), 499_500);
        }
    }
}

/// Nothing is known of other systems.
#[cfg(not(all(target_os = "linux", target_env = "gnu", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod system {
    pub fn share_one_heap() {}

    pub fn give_back() {}
}

pub use system::{give_back, share_one_heap};

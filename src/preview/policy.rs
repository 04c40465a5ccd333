//! What the page may do: run its own script, wear its own style, and nothing else.
//!
//! The page's content security policy names script and style by their hashes, so that nothing that
//! stands in a FAQ or was typed can run, even if it were not escaped.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The page's script.
pub const SCRIPT: &str = include_str!("page.js");
/// The page's style.
pub const STYLE: &str = include_str!("page.css");

/// The policy of a page that is opened as a file.
pub static FILE: LazyLock<String> = LazyLock::new(|| policy("'none'"));
/// The policy of a page that is served: it may also ask its own server.
pub static SERVED: LazyLock<String> = LazyLock::new(|| policy("'self'"));

fn policy(connect: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; connect-src {connect}; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, hash};

    #[test]
    fn a_hash_is_written_as_browsers_compare_it() {
        // The example of the W3C's "Content Security Policy Level 3".
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn script_and_style_do_not_end_their_own_element() {
        for text in [SCRIPT, STYLE] {
            assert!(!text.to_lowercase().contains("</") && !text.contains("<!--"));
        }
    }
}

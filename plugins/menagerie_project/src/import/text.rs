//! Texts as editors leave them: with a byte order mark, in UTF-16.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The text of a file as UTF-8, without a byte order mark.
pub(super) fn utf8(bytes: Vec<u8>) -> Vec<u8> {
    let encoding = match (Encoding::for_bom(&bytes), bytes.as_slice()) {
        (Some((encoding, _)), _) => encoding,
        // JSON begins with a letter of ASCII; in UTF-16 a zero stands beside it.
        (None, [first, 0, ..]) if *first != 0 => UTF_16LE,
        (None, [0, second, ..]) if *second != 0 => UTF_16BE,
        _ => return bytes,
    };
    encoding.decode(&bytes).0.into_owned().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_editors_are_read() {
        let utf16 = |order: fn(u16) -> [u8; 2]| "{\"ä\"}".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let wanted = "{\"ä\"}".as_bytes();
        assert_eq!(utf8(wanted.to_vec()), wanted);
        assert_eq!(utf8([b"\xef\xbb\xbf", wanted].concat()), wanted);
        assert_eq!(utf8(utf16(u16::to_le_bytes)), wanted);
        assert_eq!(utf8([&b"\xfe\xff"[..], &utf16(u16::to_be_bytes)].concat()), wanted);
        assert_eq!(utf8(vec![0x80, 0xff]), [0x80, 0xff], "what is no text stays as it is");
    }
}

//! Who is let in, what is served of foreign files, and what of a secret reaches the disk.

use super::site::{Site, form, links};
use super::{start, words};
use crate::scratch::{Scratch, tree};
use hikeshi::lang::Lang;

fn refused(site: &Site, request: &str, why: &str) {
    let answer = site.send(request.as_bytes());
    assert_eq!(answer.status, 403, "{request}");
    let said = site.say(&format!("web-refused-{why}"));
    assert!(answer.text().contains(said.split('(').next().unwrap()), "{request}");
}

#[test]
fn nobody_comes_in_without_the_token() {
    let scratch = Scratch::new();
    let site = Site::stand(super::command(&scratch, Lang::En), Lang::En);
    for place in ["/", "/cases", "/case/demo", "/nowhere", "/?token=", "/?token=0123456789abcdef"] {
        refused(&site, &format!("{}\r\n", site.head("GET", place)), "token");
    }
    refused(&site, &format!("{}\r\n", site.head("POST", "/first")), "token");
    let place = site.address.strip_prefix(&format!("http://{}", site.host)).unwrap();
    let cookie = site.get(place).header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn a_foreign_name_origin_or_form_does_nothing() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::Ja);
    let host = format!("Host: {}", site.host);
    for other in ["Host: evil.example", "Host: 127.0.0.1.evil.example:80", "Host: [::2]:80"] {
        let request = site.head("GET", "/").replace(&host, other);
        refused(&site, &format!("{request}\r\n"), "host");
    }
    let page = site.page("/cases");
    let csrf = form(&page, "/cases", &[])[0].1.clone();
    let body = format!("csrf={csrf}");
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"] {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let head = site.head("POST", "/cases");
        let length = body.len();
        let request =
            format!("{head}Origin: {origin}\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{body}");
        refused(&site, &request, "origin");
    }
    for fields in [&[][..], &[("csrf", "")], &[("csrf", "0123456789abcdef0123456789abcdef")]] {
        let answer = site.post("/cases", fields);
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains(&site.say("err-foreign-form")));
    }
    assert!(links(&site.page("/cases")).iter().all(|link| !link.starts_with("/case/")));
    let case = site.begin(words(Lang::Ja));
    let before = tree(&scratch.path("data/cases"));
    let file = [("a.csv".to_owned(), b"a".to_vec())];
    let answer = site.send(&site.upload_request(&case, "0123", &file));
    assert_eq!(answer.status, 403);
    assert!(tree(&scratch.path("data/cases")) == before, "something was kept");
}

#[test]
fn what_a_file_is_called_or_holds_does_nothing_to_a_page() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::En);
    let case = site.begin(words(Lang::En));
    let alarm = "<script>alert(1)</script>";
    let names = [
        "<script>alert(1)</script>.html",
        "../../../outside.html",
        "..\\..\\outside.html",
        "\u{202e}gnp.exe",
        "a'&lt;b.html",
    ];
    let bytes = |name: &str| format!("<!doctype html>{alarm}{name}").into_bytes();
    let files: Vec<_> = names.iter().map(|name| ((*name).to_owned(), bytes(name))).collect();
    assert_eq!(site.upload(&case, &files).status, 303);
    site.settle(&case);
    let page = site.page(&format!("/case/{case}/exhibits"));
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(!page.contains('\u{202e}'), "a name that turns the line round is shown as it is");
    for place in tree(&scratch.path("")).keys() {
        assert!(!place.to_string_lossy().contains("outside"), "{}", place.display());
    }
    let at = format!("/case/{case}/exhibits/");
    let mut found: Vec<Vec<u8>> = Vec::new();
    for link in links(&page).iter().filter(|link| link.starts_with(&at)) {
        let page = site.page(link);
        assert!(!page.contains("<script>"), "{link}");
        let original = site.get(&format!("{link}/original"));
        assert_eq!(original.header("content-type"), "application/octet-stream");
        assert!(original.header("content-disposition").starts_with("attachment; filename=\"E-"));
        assert!(original.header("content-security-policy").contains("sandbox"));
        found.push(original.body);
    }
    for (name, bytes) in &files {
        assert!(found.contains(bytes), "{name} as it came");
    }
    assert_eq!(site.get(&format!("/case/{case}/dossier/..%2f..%2fvault%2flog")).status, 404);
    assert_eq!(site.get(&format!("/case/{case}/exhibits/E-9999/original")).status, 404);
}

#[test]
fn a_secret_that_was_typed_reaches_no_file() {
    // BIP 39, test vectors.
    let phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::En);
    let case = site.begin(&format!("{} my recovery phrase: {phrase}", words(Lang::En)));
    let place = format!("/case/{case}/exhibits");
    site.fill(&site.page(&place), &format!("/case/{case}/paste"), &[("text", phrase)]);
    let manage = format!("/case/{case}/manage");
    site.fill(&site.page(&manage), &manage, &[("title", phrase), ("act", "rename")]);
    site.settle(&case);
    drop(site);
    for (name, bytes) in tree(&scratch.path("")) {
        let held = bytes.windows(7).any(|part| part == b"sausage");
        assert!(!held, "{}", name.display());
    }
}

#[test]
fn another_site_is_no_place_to_be_led_to() {
    let scratch = Scratch::new();
    let site = start(&scratch, Lang::Ja);
    let csrf = form(&site.page("/"), "/lang", &[("lang", "en")])[0].1.clone();
    for to in
        ["//evil.example", "http://evil.example", "/\\evil.example", "evil", "/\t/evil.example"]
    {
        let answer = site.post("/lang", &[("csrf", &csrf), ("to", to), ("lang", "en")]);
        assert_eq!(answer.header("location"), "/", "{to}");
    }
    assert!(site.page("/").contains("<html lang=\"en\""));
}

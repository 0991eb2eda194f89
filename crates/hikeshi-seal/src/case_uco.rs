//! How does another forensic tool read the case: exhibits and custody as CASE/UCO JSON-LD.
//!
//! Made leaf by leaf, so that a long log needs no long memory. What the validators of the CASE project
//! insist on: `hashMethod` is a plain string, `hashValue` an `xsd:hexBinary`, sizes `xsd:integer`.

use crate::bundle::record::{BundleRecord, sha256};
use crate::custody::{Custody, Event};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Prefixes of the CASE 1.x and UCO 1.x ontologies. Behind it the nodes of the graph stand one a line.
pub(crate) const HEAD: &str = r#"{"@context":{
"kb":"urn:hikeshi:",
"case-investigation":"https://ontology.caseontology.org/case/investigation/",
"uco-action":"https://ontology.unifiedcyberontology.org/uco/action/",
"uco-core":"https://ontology.unifiedcyberontology.org/uco/core/",
"uco-identity":"https://ontology.unifiedcyberontology.org/uco/identity/",
"uco-observable":"https://ontology.unifiedcyberontology.org/uco/observable/",
"uco-tool":"https://ontology.unifiedcyberontology.org/uco/tool/",
"uco-types":"https://ontology.unifiedcyberontology.org/uco/types/",
"xsd":"http://www.w3.org/2001/XMLSchema#"
},"@graph":[
"#;
/// What closes the list and the document.
pub(crate) const TAIL: &str = "]}\n";

/// What the line of the investigation ends with if it has exhibits, which follow one a line.
pub(crate) const LIST: &str = ",\"uco-core:object\":[";
/// What closes that list and the investigation.
pub(crate) const LIST_END: &str = "]}";

/// The document, piece by piece.
pub(crate) struct Document {
    case: String,
    said: BTreeSet<String>,
    exhibits: u32,
}

impl Document {
    pub(crate) fn new(case: &str) -> Self {
        Self { case: case.to_owned(), said: BTreeSet::new(), exhibits: 0 }
    }

    /// What stands before the first leaf.
    pub(crate) fn head() -> Vec<u8> {
        HEAD.as_bytes().to_vec()
    }

    /// What one event adds. The leaves come in the order of the log.
    pub(crate) fn leaf(&mut self, event: &Custody) -> Vec<u8> {
        let mut nodes = Vec::new();
        let actor = self.once(
            &mut nodes,
            "identity",
            &event.actor,
            |id| json!({"@id": id, "@type": "uco-identity:Identity", "uco-core:name": event.actor}),
        );
        let tool_key = format!("{} {}", event.tool, event.version);
        let tool = self.once(&mut nodes, "tool", &tool_key, |id| {
            json!({"@id": id, "@type": "uco-tool:Tool", "uco-core:name": event.tool,
                "uco-tool:version": event.version})
        });
        let records = BundleRecord::of_leaf(event)
            .filter(|record| record.id == crate::custody::exhibit_name(self.exhibits + 1));
        let result = match (&records, &event.output_sha256) {
            (Some(record), _) => {
                self.exhibits += 1;
                nodes.extend(self.exhibit(record));
                Some(self.id("file", &record.id))
            }
            (None, Some(hash)) if event.event == Event::Derived => {
                let id = self.id("file", &format!("{} {hash}", event.seq));
                nodes.push(file(&id, None, hash, event.size));
                Some(id)
            }
            _ => None,
        };
        let about = event.of.as_ref().filter(|_| records.is_some());
        let about = about.or(event.exhibit.as_ref().filter(|_| records.is_none()));
        let object = about.map(|exhibit| self.id("file", exhibit));
        nodes.push(self.action(event, [&actor, &tool], object, result));
        lines(&nodes)
    }

    /// What stands after the last leaf: the investigation, and the exhibits in it one a line.
    pub(crate) fn tail(&self) -> Vec<u8> {
        let node = json!({"@id": self.id("investigation", ""),
            "@type": "case-investigation:Investigation", "uco-core:name": self.case});
        let mut text = node.to_string();
        for number in 1..=self.exhibits {
            let id = self.id("provenance", &crate::custody::exhibit_name(number));
            let node = json!({"@id": id});
            if number == 1 {
                text.pop();
                text.push_str(LIST);
            } else {
                text.push(',');
            }
            text.push('\n');
            text.push_str(&node.to_string());
        }
        if self.exhibits > 0 {
            text.push_str(LIST_END);
        }
        format!("{text}\n{TAIL}").into_bytes()
    }

    fn exhibit(&self, record: &BundleRecord) -> [Value; 2] {
        let file_id = self.id("file", &record.id);
        let provenance = json!({"@id": self.id("provenance", &record.id),
            "@type": "case-investigation:ProvenanceRecord",
            "case-investigation:exhibitNumber": record.id,
            "uco-core:object": {"@id": file_id}});
        [file(&file_id, Some(&record.name), &record.sha256, Some(record.size_bytes)), provenance]
    }

    fn action(
        &self,
        event: &Custody,
        [actor, tool]: [&str; 2],
        object: Option<String>,
        result: Option<String>,
    ) -> Value {
        let time = json!({"@type": "xsd:dateTime", "@value": event.at_utc});
        let mut node = json!({
            "@id": self.id("action", &event.seq.to_string()),
            "@type": "case-investigation:InvestigativeAction",
            "uco-core:name": event.event,
            "uco-action:startTime": time,
            "uco-action:endTime": time,
            "uco-action:performer": {"@id": actor},
            "uco-action:instrument": {"@id": tool}});
        let links = [("uco-action:object", object), ("uco-action:result", result)];
        for (label, id) in links {
            if let (Some(node), Some(id)) = (node.as_object_mut(), id) {
                node.insert(label.to_owned(), json!({"@id": id}));
            }
        }
        node
    }

    /// The id of a thing, which is described where it is met first.
    fn once(
        &mut self,
        nodes: &mut Vec<Value>,
        kind: &str,
        key: &str,
        node: impl Fn(&str) -> Value,
    ) -> String {
        let id = self.id(kind, key);
        if self.said.insert(id.clone()) {
            nodes.push(node(&id));
        }
        id
    }

    /// A name for a thing that is the same in every export of the case: a UUID made of a hash.
    fn id(&self, kind: &str, key: &str) -> String {
        let hash = sha256(format!("{}\n{kind}\n{key}", self.case).as_bytes()).to_string();
        let part = |from, to| hash.get(from..to).unwrap_or_default();
        // Version 5 and the RFC 4122 variant, in the two places where a UUID says them.
        let (a, b, c, d) = (part(0, 8), part(8, 12), part(13, 16), part(17, 20));
        format!("kb:{kind}-{a}-{b}-5{c}-8{d}-{}", part(20, 32))
    }
}

fn file(id: &str, name: Option<&str>, hash: &str, size: Option<u64>) -> Value {
    let size = size.map(|size| json!({"@type": "xsd:integer", "@value": size.to_string()}));
    let mut content = json!({"@id": facet(id, "content"),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:hash": {"@id": facet(id, "hash"), "@type": "uco-types:Hash",
            "uco-types:hashMethod": "SHA256",
            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": hash}}});
    if let (Some(node), Some(size)) = (content.as_object_mut(), size) {
        node.insert("uco-observable:sizeInBytes".to_owned(), size);
    }
    let named = name.map(|name| {
        json!({"@id": facet(id, "name"), "@type": "uco-observable:FileFacet",
            "uco-observable:fileName": name})
    });
    let facets: Vec<Value> = named.into_iter().chain([content]).collect();
    json!({"@id": id, "@type": "uco-observable:File", "uco-core:hasFacet": facets})
}

/// The id of a part of a file: the file's UUID behind another word.
fn facet(id: &str, kind: &str) -> String {
    id.replacen("kb:file-", &format!("kb:{kind}-"), 1)
}

fn lines(nodes: &[Value]) -> Vec<u8> {
    nodes.iter().flat_map(|node| format!("{node},\n").into_bytes()).collect()
}

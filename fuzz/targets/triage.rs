//! A person's own words: always the same answer, and the words it rests on stand where it says.
#![no_main]

use hikeshi_case::triage::{answered, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read(text);
    assert_eq!(reading, read(text));
    assert!(reading.alternatives.len() <= 3);
    assert!(!reading.alternatives.contains(&reading.kind));
    let letters: Vec<char> = text.chars().collect();
    let mut behind = 0;
    for cue in &reading.because {
        assert!(behind <= cue.start && cue.start < cue.end, "{cue:?} behind {behind}");
        let told: String = letters[cue.start..cue.end].iter().collect();
        assert_eq!(told, cue.text);
        behind = cue.end;
    }
    // Every way through the questions ends.
    let mut asked = vec![(reading, 0)];
    while let Some((reading, depth)) = asked.pop() {
        assert!(depth < 10, "{:?}", reading.question);
        let Some(question) = reading.question else { continue };
        let answers = question.answers().into_iter();
        asked.extend(answers.map(|answer| (answered(question, answer, &reading), depth + 1)));
    }
});

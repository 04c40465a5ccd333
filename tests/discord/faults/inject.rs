//! Lets go wrong what a row names, and right again when its time is over.

use std::fs;
use std::time::{Duration, Instant};

use super::process::Process;
use super::table::Fault;
use crate::fake::Fake;
use crate::fake::front::{Cut, Door};
use crate::faq_files;

/// What ends by the clock.
#[derive(Clone, Copy, Debug)]
enum Lift {
    Gateway,
    Rest,
    Pause,
}

/// The faults that are under way.
#[derive(Default)]
pub struct Injected(Vec<(Instant, Lift)>);

impl Injected {
    /// Do everything that needs no process.
    pub fn spoil_fake(&mut self, faults: &[Fault], fake: &Fake) {
        let end = |ms: &u64| Instant::now() + Duration::from_millis(*ms);
        for fault in faults {
            match fault {
                Fault::Reconnect => fake.ask_to_reconnect(),
                Fault::Invalid { resumable } => fake.invalidate(*resumable),
                Fault::Close { code } => fake.close(*code),
                Fault::Fin => fake.cut_gateway(Cut::Fin),
                Fault::Reset => fake.cut_gateway(Cut::Reset),
                Fault::Freeze => fake.cut_gateway(Cut::Freeze),
                Fault::Expire => fake.expire(),
                Fault::WithholdAcks => fake.withhold_acks(),
                Fault::Refuse { for_ms } => {
                    fake.set_gateway(Door::Refuse);
                    self.0.push((end(for_ms), Lift::Gateway));
                }
                Fault::Hang { for_ms } => {
                    fake.set_gateway(Door::Hang);
                    self.0.push((end(for_ms), Lift::Gateway));
                }
                Fault::RefuseRest { for_ms } => {
                    fake.set_rest(Door::Refuse);
                    self.0.push((end(for_ms), Lift::Rest));
                }
                Fault::Handshake { which, times } => {
                    fake.change(|record| record.faults.add_handshake(*which, *times));
                }
                Fault::Rest(fault) => fake.change(|record| record.faults.add_rest(fault)),
                Fault::Again { count } => fake.change(|record| record.faults.again = *count),
                Fault::Repeat { count } => fake.repeat(*count),
                Fault::Raw { frame } => fake.raw(frame),
                Fault::RawEvent { name, data } => fake.raw_event(name, data),
                Fault::Jump { seconds } => fake.jump(*seconds),
                // Nobody can answer a command in time who does not run.
                Fault::Pause { .. } => fake.change(|record| record.faults.spoiled = true),
                // They are done to the process, to its files, or with the questions.
                Fault::Kill | Fault::HalfWrittenFaq | Fault::CommandTwice => {}
            }
        }
    }

    /// Do what is done to the process or its files.
    pub fn spoil_process(&mut self, faults: &[Fault], process: &Process) {
        for fault in faults {
            match fault {
                Fault::Pause { for_ms } => {
                    process.signal("-STOP");
                    self.0.push((Instant::now() + Duration::from_millis(*for_ms), Lift::Pause));
                }
                Fault::Kill => process.signal("-KILL"),
                Fault::HalfWrittenFaq => {
                    let file = faq_files::file_with(&process.faq_folder(), "alcohol");
                    let text = fs::read_to_string(&file).expect("a FAQ file");
                    let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(place, _)| place);
                    fs::write(file, &text[..half]).expect("writing a file");
                }
                _ => {}
            }
        }
    }

    /// Let go right again what is over. Gives whether anything still goes wrong.
    pub fn lift(&mut self, fake: &Fake, process: &Process) -> bool {
        let now = Instant::now();
        self.0.retain(|(end, lift)| {
            if *end > now {
                return true;
            }
            match lift {
                Lift::Gateway => fake.set_gateway(Door::Open),
                Lift::Rest => fake.set_rest(Door::Open),
                Lift::Pause => process.signal("-CONT"),
            }
            false
        });
        !self.0.is_empty()
    }
}

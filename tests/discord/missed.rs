//! What was asked while nobody could hear, and is found behind what others said since.

use std::time::Duration;

use crate::bot::{Bot, LIMIT, Setup};
use crate::fake::Record;
use crate::fake::events::Post;
use crate::fake::faults::RestFault;
use crate::fake::front::Door;
use crate::fake::people::GUILD;
use crate::talk::asker;

/// More than two of the pages of a hundred that Discord gives of a channel's history, and more than five.
const TALK: usize = 230;
const TOO_MUCH_TALK: usize = 520;
const USES: &str = "what is clonazepam used for?";

/// What is said while the bot is away: enough for several minutes of replies, where each takes half a second.
const BUSY: usize = 60;

/// Ask, and have so much said after it, while the bot is away. Gives whether the question is answered.
fn is_found_behind(talk: usize) -> bool {
    // Read back as the channels that are watched for danger are.
    let bot = Bot::start_with(Setup::listening("[safety]\nwatch_for_emergencies = [\"300000000000000001\"]\n"));
    assert_eq!(GUILD.channel, "300000000000000001", "the channel that is watched");
    bot.fake().set_gateway(Door::Refuse);
    bot.fake().close(Some(4009));
    let missed = bot.send(&Post::mention(&asker(), USES));
    (0..talk).for_each(|_| _ = bot.send(&Post::plain(&asker(), "see you at the bridge on sunday")));
    let last = bot.send(&Post::mention(&asker(), USES));
    bot.fake().set_gateway(Door::Open);
    let answered = |id: &str, limit| bot.fake().wait(limit, |record| record.answered(id).then_some(())).is_some();
    assert!(answered(&last, LIMIT), "not even the last question was found");
    // Both are answered at the same time.
    let found = answered(&missed, Duration::from_secs(2));
    bot.finish();
    found
}

#[test]
fn a_question_behind_much_talk_is_answered() {
    assert!(is_found_behind(TALK));
}

#[test]
fn how_far_is_read_back_is_bounded() {
    assert!(!is_found_behind(TOO_MUCH_TALK));
}

/// Nobody in danger waits for what others asked before, in the same channel or elsewhere.
#[test]
fn somebody_in_danger_is_answered_before_all_who_were_missed() {
    let bot = Bot::start_with(Setup::listening("[safety]\nwatch_for_emergencies = [\"300000000000000001\"]\n"));
    bot.dm(USES);
    bot.fake().set_gateway(Door::Refuse);
    bot.fake().close(Some(4009));
    let asked: Vec<String> = (0..BUSY).map(|_| bot.send(&Post::mention(&asker(), USES))).collect();
    let direct = bot.send(&Post::plain(&asker().at(None), "i took 30 pills and cant wake up properly"));
    let there = bot.send(&Post::mention(&asker(), "i took 30 pills and cant wake up properly"));
    let slow = RestFault::slow("POST /channels/".to_owned(), Duration::from_millis(500));
    bot.fake().change(|record| record.faults.add_rest(&slow));
    bot.fake().set_gateway(Door::Open);
    let helped = |record: &Record| (record.answered(&direct) && record.answered(&there)).then_some(());
    assert!(bot.fake().wait(LIMIT, helped).is_some(), "no help came");
    let before = bot.fake().look(|record| asked.iter().filter(|id| record.answered(id)).count());
    assert!(before <= BUSY / 4, "{before} of {BUSY} were answered before");
    let all = |record: &Record| asked.iter().all(|id| record.answered(id)).then_some(());
    assert!(bot.fake().wait(LIMIT, all).is_some(), "somebody was not answered at all");
    bot.finish();
}

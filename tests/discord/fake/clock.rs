//! The fake's clock: what Discord's ids, dates and the HTTP `Date` header follow.
//!
//! A test can shift it against the bot's. It leaves out leap seconds and time zones.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use time::{Duration, OffsetDateTime};

/// Discord's ids count milliseconds from the first second of 2015.
const EPOCH: i64 = 1_420_070_400_000;
/// The low bits of an id tell apart what was made in one millisecond.
const COUNT_BITS: u32 = 22;

#[derive(Default)]
pub struct Clock {
    /// Milliseconds ahead of this machine's clock.
    shift: AtomicI64,
    made: AtomicU64,
}

impl Clock {
    /// Jump ahead by so many seconds, or back.
    pub fn jump(&self, seconds: i64) {
        self.shift.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// An id made now. Each is another one.
    pub fn id(&self) -> String {
        let count = self.made.fetch_add(1, Ordering::Relaxed) % (1 << COUNT_BITS);
        let since = u64::try_from(self.milliseconds() - EPOCH).expect("a time after 2015");
        (since << COUNT_BITS | count).to_string()
    }

    /// Now or so many seconds later, as HTTP headers give it.
    pub fn http_date(&self, later: i64) -> String {
        let now = self.now() + Duration::seconds(later);
        let (day, month) = (now.weekday().to_string(), now.month().to_string());
        format!(
            "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
            &day[..3],
            now.day(),
            &month[..3],
            now.year(),
            now.hour(),
            now.minute(),
            now.second()
        )
    }

    /// Now, as a message's `timestamp` gives it.
    pub fn timestamp(&self) -> String {
        let now = self.now();
        let (month, micro) = (u8::from(now.month()), now.microsecond());
        let (hour, minute, second) = now.to_hms();
        format!("{}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}.{micro:06}+00:00", now.year(), now.day())
    }

    fn milliseconds(&self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970");
        i64::try_from(now.as_millis()).expect("a time in this era") + self.shift.load(Ordering::Relaxed)
    }

    fn now(&self) -> OffsetDateTime {
        let nanoseconds = i128::from(self.milliseconds()) * 1_000_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).expect("a time in this era")
    }
}

#[test]
fn ids_and_dates_follow_the_shifted_clock() {
    let clock = Clock::default();
    let made = |id: &str| (id.parse::<i64>().expect("a number") >> COUNT_BITS) + EPOCH;
    let (first, second) = (clock.id(), clock.id());
    assert!(first != second && made(&second) - made(&first) < 60_000);
    clock.jump(86_400);
    let later = clock.id();
    assert!(made(&later) - made(&second) >= 86_400_000, "{second} and a day on {later}");
    let date = clock.http_date(0);
    assert!(date.len() == 29 && date.ends_with(" GMT") && date.as_bytes()[3] == b',', "{date}");
    assert_eq!(clock.timestamp().len(), 32);
}

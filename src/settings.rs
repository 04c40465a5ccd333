//! Settings made in Discord: where the bot answers without being mentioned. They survive restarts.
//!
//! Kept in one SQLite file, which holds ids of servers, channels and roles, and what commands Discord was told
//! of; nothing of people. Who may change a setting is not decided here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

/// The file in the state folder.
const FILE: &str = "settings.sqlite";
/// How a database came to its present form, step by step; `user_version` says how many are done.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE channel (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        threads INTEGER NOT NULL,
        helpers INTEGER
    ) STRICT;
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"];
/// How long another process that writes is waited for: an admin's command must be answered within three seconds.
const PATIENCE: Duration = Duration::from_secs(1);
/// The fact that holds the commands as Discord was told of them.
const COMMANDS: &str = "commands";
/// Servers with more channels than Discord allows are a mistake in a file that is imported.
const MOST_CHANNELS: usize = 100_000;

/// The settings, with all that is asked often in memory.
#[derive(Debug)]
pub struct Settings {
    database: Mutex<Connection>,
    channels: RwLock<BTreeMap<u64, Listening>>,
    /// Whether they are in memory alone, because the file cannot be used.
    fleeting: bool,
}

/// A channel or forum where the bot answers without being mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listening {
    /// Its id.
    #[serde(with = "as_text")]
    pub channel: u64,
    /// The id of its server.
    #[serde(with = "as_text")]
    pub server: u64,
    /// Whether its threads count too. A forum's posts always do.
    pub threads: bool,
    /// The role that is called when an answer did not help.
    #[serde(with = "as_text_if_any", default)]
    pub helpers: Option<u64>,
}

/// Why settings could not be read or kept.
#[derive(Debug)]
pub struct SettingsError(String);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    channels: Vec<Listening>,
}

impl Settings {
    /// Opens the file in a folder, and makes it if it is not there. `Err` says what is wrong with it.
    pub fn open(folder: &Path) -> Result<Self, SettingsError> {
        let path = folder.join(FILE);
        let wrong = |error: &dyn std::fmt::Display| SettingsError(format!("'{}': {error}", path.display()));
        std::fs::create_dir_all(folder).map_err(|error| wrong(&error))?;
        let database = Connection::open(&path).map_err(|error| wrong(&error))?;
        // Readers and the writer do not wait for each other, and a power cut loses at most the last change.
        database.pragma_update(None, "journal_mode", "WAL").map_err(|error| wrong(&error))?;
        database.pragma_update(None, "synchronous", "NORMAL").map_err(|error| wrong(&error))?;
        database.busy_timeout(PATIENCE).map_err(|error| wrong(&error))?;
        Self::on(database, false).map_err(|error| wrong(&error))
    }

    /// Settings that are gone with the process, for when the file cannot be used.
    pub fn fleeting() -> Result<Self, SettingsError> {
        let made = Connection::open_in_memory().map_err(|error| error.to_string());
        made.and_then(|database| Self::on(database, true)).map_err(SettingsError)
    }

    fn on(mut database: Connection, fleeting: bool) -> Result<Self, String> {
        migrate(&mut database)?;
        let channels = all(&database).map_err(|error| error.to_string())?;
        let channels = RwLock::new(channels.into_iter().map(|listening| (listening.channel, listening)).collect());
        Ok(Self { database: Mutex::new(database), channels, fleeting })
    }

    /// Whether changes are lost with the process.
    pub fn is_fleeting(&self) -> bool {
        self.fleeting
    }

    /// The setting of a channel.
    pub fn listening(&self, channel: u64) -> Option<Listening> {
        self.channels.read().unwrap_or_else(PoisonError::into_inner).get(&channel).copied()
    }

    /// The settings of a server, by channel.
    pub fn of_server(&self, server: u64) -> Vec<Listening> {
        let channels = self.channels.read().unwrap_or_else(PoisonError::into_inner);
        channels.values().filter(|listening| listening.server == server).copied().collect()
    }

    /// Has the bot answer in a channel.
    pub fn set(&self, listening: Listening) -> Result<(), SettingsError> {
        // Held until both are done, so that file and memory say the same.
        let database = self.database();
        write(&database, &listening).map_err(of_database)?;
        self.channels.write().unwrap_or_else(PoisonError::into_inner).insert(listening.channel, listening);
        Ok(())
    }

    /// Has the bot answer in a channel no more, unless it is mentioned.
    pub fn remove(&self, channel: u64) -> Result<(), SettingsError> {
        let database = self.database();
        let gone = database.execute("DELETE FROM channel WHERE id = ?1", params![channel.cast_signed()]);
        gone.map_err(of_database)?;
        self.channels.write().unwrap_or_else(PoisonError::into_inner).remove(&channel);
        Ok(())
    }

    /// The commands as Discord was last told of them.
    pub fn told_commands(&self) -> Option<String> {
        let query = "SELECT value FROM fact WHERE name = ?1";
        self.database().query_row(query, [COMMANDS], |row| row.get(0)).optional().ok().flatten()
    }

    /// Notes what Discord was told of.
    pub fn note_commands(&self, commands: &str) -> Result<(), SettingsError> {
        let query = "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
        self.database().execute(query, [COMMANDS, commands]).map(drop).map_err(of_database)
    }

    /// All settings as JSON, to be read by [`Settings::import`].
    pub fn export(&self) -> String {
        let channels = self.channels.read().unwrap_or_else(PoisonError::into_inner).values().copied().collect();
        serde_json::to_string_pretty(&Exported { channels }).unwrap_or_default()
    }

    /// Takes settings from JSON in place of those there are, all or none. Gives their number.
    pub fn import(&self, text: &str) -> Result<usize, SettingsError> {
        let exported: Exported = serde_json::from_str(text).map_err(|error| SettingsError(error.to_string()))?;
        if exported.channels.len() > MOST_CHANNELS {
            return Err(SettingsError(format!("there are more than {MOST_CHANNELS} channels")));
        }
        let mut database = self.database();
        let change = database.transaction().map_err(of_database)?;
        change.execute("DELETE FROM channel", []).map_err(of_database)?;
        for listening in &exported.channels {
            write(&change, listening).map_err(of_database)?;
        }
        change.commit().map_err(of_database)?;
        let channels: BTreeMap<_, _> =
            exported.channels.into_iter().map(|listening| (listening.channel, listening)).collect();
        let count = channels.len();
        *self.channels.write().unwrap_or_else(PoisonError::into_inner) = channels;
        Ok(count)
    }

    fn database(&self) -> MutexGuard<'_, Connection> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the settings cannot be used: {}", self.0)
    }
}

impl std::error::Error for SettingsError {}

/// Where the settings of a state folder are.
pub fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

fn migrate(database: &mut Connection) -> Result<(), String> {
    // It keeps others out from the start: processes that share the folder may be started together.
    let change =
        database.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| error.to_string())?;
    let done = change.query_row("PRAGMA user_version", [], |row| row.get(0));
    let done: i64 = done.map_err(|error| error.to_string())?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if done > known {
        return Err(format!("it is of a newer version of the bot ({done}, known are {known})"));
    }
    for step in MIGRATIONS.into_iter().skip(usize::try_from(done).unwrap_or_default()) {
        change.execute_batch(step).map_err(|error| error.to_string())?;
    }
    let noted = change.pragma_update(None, "user_version", known);
    noted.and_then(|()| change.commit()).map_err(|error| error.to_string())
}

fn all(database: &Connection) -> rusqlite::Result<Vec<Listening>> {
    // SQLite's whole numbers have a sign; ids do not, and come back as the same bits.
    let id = |row: &Row<'_>, column: &str| row.get::<_, i64>(column).map(i64::cast_unsigned);
    let mut query = database.prepare("SELECT id, server, threads, helpers FROM channel ORDER BY id")?;
    let rows = query.query_map([], |row| {
        let helpers = row.get::<_, Option<i64>>("helpers")?.map(i64::cast_unsigned);
        Ok(Listening { channel: id(row, "id")?, server: id(row, "server")?, threads: row.get("threads")?, helpers })
    })?;
    rows.collect()
}

fn write(database: &Connection, listening: &Listening) -> rusqlite::Result<()> {
    let query = "INSERT OR REPLACE INTO channel (id, server, threads, helpers) VALUES (?1, ?2, ?3, ?4)";
    let (id, server) = (listening.channel.cast_signed(), listening.server.cast_signed());
    let helpers = listening.helpers.map(u64::cast_signed);
    database.execute(query, params![id, server, listening.threads, helpers]).map(drop)
}

fn of_database(error: rusqlite::Error) -> SettingsError {
    SettingsError(error.to_string())
}

/// Ids as Discord writes them: many programs cannot hold such a number.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        let id = text.parse().ok().filter(|id| *id > 0);
        id.ok_or_else(|| de::Error::custom("an id is a number in quotes"))
    }
}

mod as_text_if_any {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(id: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        match id {
            Some(id) => serializer.collect_str(id),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let id = text.parse().ok().filter(|id| *id > 0);
        id.map(Some).ok_or_else(|| de::Error::custom("an id is a number in quotes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Listening = Listening { channel: 5, server: 1, threads: true, helpers: Some(9) };
    const TWO: Listening = Listening { channel: u64::MAX, server: 2, threads: false, helpers: None };

    #[test]
    fn settings_survive_a_restart() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Settings::open(&folder.path().join("new")).expect("settings");
        let settings = open();
        assert_eq!(settings.told_commands(), None);
        settings.set(ONE).expect("set");
        settings.set(TWO).expect("set");
        settings.set(Listening { helpers: None, ..ONE }).expect("set again");
        settings.note_commands("[]").expect("noted");
        drop(settings);
        let settings = open();
        assert_eq!(settings.of_server(1), [Listening { helpers: None, ..ONE }]);
        assert_eq!(settings.listening(u64::MAX), Some(TWO));
        assert_eq!(settings.told_commands().as_deref(), Some("[]"));
        settings.remove(5).expect("removed");
        assert_eq!(open().of_server(1), []);
    }

    #[test]
    fn processes_that_begin_together_share_a_new_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Settings::open(folder.path()).map(drop).map_err(|error| error.to_string());
        std::thread::scope(|scope| {
            let opened: Vec<_> = (0..16).map(|_| scope.spawn(open)).collect();
            for opened in opened {
                assert_eq!(opened.join().expect("no panic"), Ok(()));
            }
        });
    }

    #[test]
    fn what_is_exported_can_be_imported() {
        let (from, to) = (Settings::fleeting().expect("settings"), Settings::fleeting().expect("settings"));
        from.set(ONE).expect("set");
        from.set(TWO).expect("set");
        to.set(Listening { channel: 77, ..ONE }).expect("set");
        assert_eq!(to.import(&from.export()).expect("imported"), 2);
        assert_eq!((to.export(), to.listening(77)), (from.export(), None));
        for wrong in ["", "{}", "{\"channels\": [{\"channel\": \"0\", \"server\": \"1\", \"threads\": true}]}"] {
            assert!(to.import(wrong).is_err(), "{wrong}");
        }
        assert_eq!(to.export(), from.export());
    }

    #[test]
    fn a_file_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        Settings::open(folder.path()).expect("settings");
        let database = Connection::open(file(folder.path())).expect("a database");
        database.pragma_update(None, "user_version", 99).expect("a version");
        assert!(Settings::open(folder.path()).is_err_and(|error| error.to_string().contains("newer version")));
    }
}

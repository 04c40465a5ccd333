//! A TCP front before the fake's servers: it passes bytes on, or does what a broken network does.
//!
//! What the bytes mean is not known here. The port stays the fake's own while nobody listens on it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

/// How long the other side may take to close after it was closed towards.
const CLOSING: Duration = Duration::from_secs(20);
const QUEUED: u32 = 64;

/// What happens to new connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// They are passed on.
    Open,
    /// Nobody listens: the kernel refuses them.
    Refuse,
    /// They are accepted, and nothing is ever said.
    Hang,
}

/// What happens to a connection that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// An orderly end of the stream, without a word before it.
    Fin,
    /// A reset, as from a machine that forgot the connection.
    Reset,
    /// Nothing passes any more, in either direction, and nobody says so.
    Freeze,
}

pub struct Front {
    address: SocketAddr,
    door: watch::Sender<Door>,
    open: Arc<Connections>,
}

/// The connections that are passed on, by the port from which they reach the server.
type Connections = Mutex<HashMap<u16, oneshot::Sender<Cut>>>;

impl Front {
    /// Listen on a free port and pass on to `server`. It needs tokio's runtime around it.
    pub fn start(server: SocketAddr) -> Front {
        let keeper = socket(SocketAddr::from(([127, 0, 0, 1], 0)));
        let address = keeper.local_addr().expect("a bound address");
        let (door, changes) = watch::channel(Door::Open);
        let open = Arc::new(Connections::default());
        tokio::spawn(listen(keeper, address, server, changes, Arc::clone(&open)));
        Front { address, door, open }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set(&self, door: Door) {
        self.door.send_replace(door);
    }

    /// Cut the connection that reaches the server from this port, if it is still there.
    pub fn cut(&self, port: u16, how: Cut) {
        if let Some(cutter) = self.open.lock().expect("no task panicked").remove(&port) {
            // It may be ending by itself.
            let _ = cutter.send(how);
        }
    }

    pub fn cut_all(&self, how: Cut) {
        let ports: Vec<u16> = self.open.lock().expect("no task panicked").keys().copied().collect();
        ports.into_iter().for_each(|port| self.cut(port, how));
    }
}

/// A bound socket that does not listen: with it the port is taken, and connections are refused.
fn socket(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("a socket option");
    socket.bind(address).expect("a free port");
    socket
}

async fn listen(
    _keeper: TcpSocket,
    address: SocketAddr,
    server: SocketAddr,
    mut door: watch::Receiver<Door>,
    open: Arc<Connections>,
) {
    let listener = || socket(address).listen(QUEUED).expect("a listener");
    let mut listening = Some(listener());
    loop {
        tokio::select! {
            stream = accept(listening.as_ref()) => {
                let hangs = *door.borrow() == Door::Hang;
                tokio::spawn(serve(stream, server, hangs, Arc::clone(&open)));
            }
            changed = door.changed() => {
                if changed.is_err() {
                    return;
                }
                listening = match (*door.borrow_and_update(), listening) {
                    (Door::Refuse, _) => None,
                    (_, None) => Some(listener()),
                    (_, listening) => listening,
                };
            }
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    loop {
        match listener {
            Some(listener) => {
                if let Ok((stream, _)) = listener.accept().await {
                    return stream;
                }
            }
            None => std::future::pending().await,
        }
    }
}

async fn serve(mut outside: TcpStream, server: SocketAddr, hangs: bool, open: Arc<Connections>) {
    if hangs {
        return drain(&mut outside).await;
    }
    let mut inside = TcpStream::connect(server).await.expect("the fake's own server");
    let port = inside.local_addr().expect("a bound address").port();
    let (cutter, cut) = oneshot::channel();
    open.lock().expect("no task panicked").insert(port, cutter);
    let how = tokio::select! {
        _ = copy_bidirectional(&mut outside, &mut inside) => None,
        Ok(how) = cut => Some(how),
    };
    open.lock().expect("no task panicked").remove(&port);
    match how {
        None => {}
        Some(Cut::Reset) => outside.set_zero_linger().expect("a socket option"),
        Some(Cut::Fin) => {
            drop(inside);
            // With bytes unread, closing would be a reset.
            let _ = outside.shutdown().await;
            let _ = timeout(CLOSING, drain(&mut outside)).await;
        }
        // The server's side stays open too, as a server does not learn of a broken way at once.
        Some(Cut::Freeze) => drain(&mut outside).await,
    }
}

/// Read and forget until the other side ends.
async fn drain(stream: &mut TcpStream) {
    let mut forgotten = [0; 4096];
    while matches!(stream.read(&mut forgotten).await, Ok(1..)) {}
}

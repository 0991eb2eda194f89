//! `hikeshi` without a command: the app, on this computer alone, in the person's own browser.

mod single;

use super::{Console, Surroundings};
use crate::clock::System;
use crate::error::{Error, Result};
use crate::store::{Case, Upload};
use crate::web::{self, App};
use single::Turn;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::net::TcpListener;

/// The name of the made-up case, the same at every start.
const DEMO: &str = "demo";

/// The arguments of the app.
#[derive(Debug, clap::Args)]
#[group(id = "app")]
pub struct Args {
    #[arg(long)]
    no_browser: bool,
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Runs the app until it is told to stop.
pub fn run(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    start(args, around, console, false)
}

/// The same with the made-up case in it, kept apart from real ones.
pub fn demo(args: &Args, around: Surroundings<'_>, console: &mut Console<'_>) -> Result<()> {
    start(args, around, console, true)
}

fn start(
    args: &Args,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
    made_up: bool,
) -> Result<()> {
    let own = around
        .settings
        .data_dir
        .as_ref()
        .map(|dir| if made_up { dir.join(DEMO) } else { dir.clone() });
    let data_dir = args.data.clone().or(own).ok_or_else(Error::no_data_folder)?;
    let _ours = match single::take(&data_dir)? {
        Turn::Ours(lock) => lock,
        Turn::Theirs(address) => return hand_over(args, address, console),
    };
    single::leave_address(&data_dir, "");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::serving)?;
    runtime.block_on(async {
        let app = App::open(data_dir.clone(), around.settings.clone(), Box::new(System)).await;
        let listener = web::listen(args.port.unwrap_or(around.settings.port)).await?;
        let at = listener.local_addr().map_err(Error::serving)?;
        let shows = around.settings.browser && !args.no_browser;
        let app = match app {
            // Somebody who started it with a click sees no console.
            Err(error) if shows => return tell_why(error, listener, around, console).await,
            app => app?,
        };
        let mut address = app.address(at);
        if made_up {
            put_demo(&app, console).await?;
            address = address.replace("/?", &format!("/case/{DEMO}?"));
        }
        single::leave_address(&data_dir, &address);
        console.result(&address)?;
        console.aside(&console.say("app-started", &[]));
        if shows {
            open_browser(&address);
        }
        web::serve(app, listener, stopped()).await
    })
}

/// The app cannot work: one page says why, until the program is told to stop.
async fn tell_why(
    why: Error,
    listener: TcpListener,
    around: Surroundings<'_>,
    console: &mut Console<'_>,
) -> Result<()> {
    let address = format!("http://{}/", listener.local_addr().map_err(Error::serving)?);
    console.result(&address)?;
    open_browser(&address);
    let (why, settings) = (Arc::new(why), around.settings.clone());
    web::serve_why(Arc::clone(&why), settings, listener, stopped()).await?;
    Err(Arc::into_inner(why).unwrap_or_else(Error::store_busy))
}

/// The app runs already: the person gets that one.
fn hand_over(args: &Args, address: Option<String>, console: &mut Console<'_>) -> Result<()> {
    let address = address.ok_or_else(Error::store_busy)?;
    console.result(&address)?;
    console.aside(&console.say("app-runs-already", &[]));
    if !args.no_browser {
        open_browser(&address);
    }
    Ok(())
}

/// The made-up case, unless an earlier start has put it there.
async fn put_demo(app: &App, console: &Console<'_>) -> Result<()> {
    if app.store.case(DEMO).await.is_ok() {
        return Ok(());
    }
    let now = app.clock.now();
    app.work.create(DEMO)?;
    let case = Case {
        id: DEMO.to_owned(),
        title: console.say("demo-title", &[]),
        kind: "account_takeover".to_owned(),
        urgency: "minutes".to_owned(),
        made_up: true,
        opened_at: now,
        closed_at: None,
    };
    app.store.add_case(&case).await?;
    let mut uploads = Vec::new();
    for (name, bytes) in crate::demo::files() {
        let id = app.fresh_id()?;
        let path = app.work.incoming(DEMO).join(&id);
        put(&path, &bytes)?;
        let size_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        uploads.push(Upload { id, case_id: DEMO.to_owned(), name, size_bytes, received_at: now });
    }
    app.store.receive(&app.fresh_id()?, &uploads, now).await
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let file = std::fs::File::create_new(path);
    let written = file.and_then(|mut file| std::io::Write::write_all(&mut file, bytes));
    written.map_err(|cause| Error::write(path, cause))
}

/// Ctrl-C, or on Unix the signal to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    drop(interrupted.await);
}

/// Asks the system to show the address. Where it cannot, the address stands on the console.
fn open_browser(address: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    let quiet =
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(quiet.spawn());
}

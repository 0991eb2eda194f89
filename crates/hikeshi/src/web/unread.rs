//! What becomes of a body that nobody read to its end? It is heard out and thrown away. A connection that
//! is closed while a browser is still sending shows that browser its own error page, and not ours.

use axum::body::{Body, BodyDataStream, Bytes, HttpBody as _};
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Handle;

/// The same body, which is read to its end whoever drops it.
pub(super) fn heard_out(body: Body) -> Body {
    if body.is_end_stream() {
        body
    } else {
        Body::from_stream(Whole(Some(body.into_data_stream())))
    }
}

/// `None` when it has ended.
struct Whole(Option<BodyDataStream>);

impl Stream for Whole {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let next = Pin::new(body).poll_next(context);
        if matches!(next, Poll::Ready(None | Some(Err(_)))) {
            self.0 = None;
        }
        next
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if let (Some(mut rest), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move {
                while let Some(Ok(_)) =
                    poll_fn(|context| Pin::new(&mut rest).poll_next(context)).await
                {
                }
            });
        }
    }
}

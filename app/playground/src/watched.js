import { lackOf } from "./hint.jsx";

/** One subscription: hands on all its events, the newest first, and tells how it goes until it is over. */
export function watched(sink, tell, session, onEnd) {
  let events = [];
  let isOver = false;

  function show() {
    tell({ count: events.length });
    sink.next({ events });
  }

  function next(result) {
    events = [{ at: clock(), ...result }, ...events];
    show();
  }

  function end(changes) {
    if (isOver) return;
    isOver = true;
    onEnd();
    tell({ until: clock(), ...changes });
  }

  // Whether it says so by an error of its own or by an event without data, the server refuses with errors.
  function finish() {
    const { errors, data } = events[0] ?? {};
    const hasFailed = errors && !data;
    end(hasFailed ? { state: "failed", reason: errors[0].message, lack: lackOf({ errors }, session) } : { state: "completed" });
    sink.complete();
  }

  tell({ since: clock() });
  show();
  return {
    connected: (isConnected) => tell({ state: isConnected ? "listening" : "connecting" }),
    next,
    error(fault) {
      next({ errors: Array.isArray(fault) ? fault : [{ message: fault.reason || fault.message || `The socket closed (${fault.code}).` }] });
      finish();
    },
    complete: finish,
    stop: () => end({ state: "stopped" }),
  };
}

function clock() {
  return new Date().toLocaleTimeString("en-GB");
}

package io.dredis.storage.backend;

/** A commit did not end well; {@link #outcome} says what became of the batch. */
public final class CommitException extends BackendException {
  private static final long serialVersionUID = 1L;

  /** What became of a batch whose commit threw. */
  public enum Outcome {
    /** Nothing of the batch was applied; the store is as it was, and may be written again. */
    NOT_APPLIED,
    /** The batch was applied or not, whole in either case; only a read can tell. */
    IN_DOUBT
  }

  private final Outcome outcome;

  /** An exception with a one-line message. */
  public CommitException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** An exception with a one-line message and what caused it. */
  public CommitException(Outcome outcome, String message, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  /** Returns what became of the batch. */
  public Outcome outcome() {
    return outcome;
  }
}

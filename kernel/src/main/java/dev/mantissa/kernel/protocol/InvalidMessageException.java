package dev.mantissa.kernel.protocol;

/** Frames that are no message of this conversation; they are dropped. */
final class InvalidMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidMessageException(String reason) {
        super(reason);
    }
}

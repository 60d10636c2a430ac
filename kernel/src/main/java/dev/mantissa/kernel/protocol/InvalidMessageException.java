package dev.mantissa.kernel.protocol;

/** Frames that are no message of this conversation; they are dropped. */
sealed class InvalidMessageException extends Exception permits TooLongException {
    private static final long serialVersionUID = 1L;

    InvalidMessageException(String reason) {
        super(reason);
    }
}

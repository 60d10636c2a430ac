package dev.mantissa.kernel.protocol;

/** A message that is valid but longer than what is read. */
final class TooLongException extends InvalidMessageException {
    private static final long serialVersionUID = 1L;
    private final transient Message message;

    /**
     * @param message without its content
     * @param bytes of its content
     */
    TooLongException(Message message, int bytes, int most) {
        super(
                "the content of this %s has %d bytes; at most %d are read. Keep long data in a file, and read that in a cell."
                        .formatted(message.type(), bytes, most));
        this.message = message;
    }

    /** What was asked, without its content. */
    Message request() {
        return message;
    }
}

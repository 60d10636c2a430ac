package dev.mantissa.lib;

/**
 * A mistake of the person, told with four facts: what is wrong, what was given, what is allowed and
 * how to put it right. Shown as a sentence, never as a stack trace.
 */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one or two sentences that carry the four facts
     */
    public UsageException(String message) {
        super(message);
    }
}

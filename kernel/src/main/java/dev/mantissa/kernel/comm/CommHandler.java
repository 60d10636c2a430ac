package dev.mantissa.kernel.comm;

/** Called for each message of a comm, on a thread of its own, also while a cell runs. */
@FunctionalInterface
public interface CommHandler {
    void handle(Comm comm, CommEvent event);
}

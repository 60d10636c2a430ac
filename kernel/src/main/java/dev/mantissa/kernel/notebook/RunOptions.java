package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.session.CellOutput;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a notebook is run.
 *
 * @param parameters values by name, as typed on the command line
 * @param timeout for each cell; null for none
 * @param live where output also goes while it appears; null for nowhere
 * @param listener told about progress
 */
public record RunOptions(
        Map<String, String> parameters,
        @Nullable Duration timeout,
        @Nullable CellOutput live,
        RunListener listener) {
    /** No parameters, no time limit, silent. */
    public static final RunOptions DEFAULT = new RunOptions(Map.of(), null, null, RunListener.NONE);

    public RunOptions withParameters(Map<String, String> values) {
        return new RunOptions(values, timeout, live, listener);
    }

    public RunOptions withTimeout(@Nullable Duration limit) {
        return new RunOptions(parameters, limit, live, listener);
    }

    public RunOptions withLive(@Nullable CellOutput output) {
        return new RunOptions(parameters, timeout, output, listener);
    }

    public RunOptions withListener(RunListener told) {
        return new RunOptions(parameters, timeout, live, told);
    }
}

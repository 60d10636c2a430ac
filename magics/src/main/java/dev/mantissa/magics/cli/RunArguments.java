package dev.mantissa.magics.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of options of {@code run}; what makes no sense is answered with what would. */
final class RunArguments {
    private static final double MOST_SECONDS = 1e9;

    private RunArguments() {}

    /** Parameters by name, in the order given; the last of a name counts. */
    static Map<String, String> parameters(List<String> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String one : given) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "-p %s: a parameter is written NAME=VALUE, for example -p %s=3."
                                .formatted(one, equals < 0 ? one : "epochs"));
            }
            parameters.put(one.substring(0, equals).strip(), one.substring(equals + 1));
        }
        return parameters;
    }

    /** A time limit, given in seconds. */
    static Duration limit(String given) {
        double seconds;
        try {
            seconds = Double.parseDouble(given);
        } catch (NumberFormatException notOne) {
            seconds = Double.NaN;
        }
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException(
                    "--timeout %s: give a number of seconds above 0, for example --timeout 60."
                            .formatted(given));
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}

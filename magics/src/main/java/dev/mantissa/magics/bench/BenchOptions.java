package dev.mantissa.magics.bench;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked of {@code %bench}.
 *
 * @param sizes of the standard product
 * @param modes beside one another, the first is the baseline
 * @param code to be measured; empty for the standard product
 * @param seed of random matrices, orders and resampling
 */
public record BenchOptions(
        List<Integer> sizes, List<Precision> modes, Duration budget, String code, long seed) {
    /** A line that works. */
    public static final String USAGE =
            "%bench [EXPRESSION] [-n 64,256,1024] [-p highest,high,medium] [--budget 20s]";

    private static final Pattern OPTION =
            Pattern.compile("(?:^|(?<=\\s))(-n|-p|--budget|--seed)(?:[ \\t]+|=)(\\S+)");
    private static final Pattern STRAY = Pattern.compile("^(--[a-z]{2,}|-[np])(?=[\\s=]|$)");
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|min)?");
    private static final int LARGEST = 4096;
    private static final double LONGEST_SECONDS = 3600;

    /**
     * Reads the line; what is no option is code.
     *
     * @param body of {@code %%bench}; empty for a line
     * @throws UsageException saying what is wrong, what is allowed, and a line that works
     */
    public static BenchOptions parse(String text, String body) {
        Map<String, String> given = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (option.find()) {
            given.put(option.group(1), option.group(2));
            option.appendReplacement(rest, "");
        }
        option.appendTail(rest);
        String code = (rest.toString().strip() + "\n" + body).strip();
        Matcher stray = STRAY.matcher(code);
        if (stray.find()) {
            throw wrong(
                    "unknown option, or one without a value: '%s'".formatted(stray.group(1)),
                    "-n, -p, --budget, --seed");
        }
        boolean standard = code.isEmpty();
        if (!standard && given.containsKey("-n")) {
            throw wrong(
                    "-n gives the sizes of the standard product, not of '%s'".formatted(code),
                    "-p, --budget and --seed beside an expression");
        }
        return new BenchOptions(
                sizes(given.getOrDefault("-n", "64,256,1024")),
                modes(given.getOrDefault("-p", "highest,high,medium")),
                given.containsKey("--budget")
                        ? budget(given.get("--budget"))
                        : Settings.load().benchBudget(),
                code,
                seed(given.getOrDefault("--seed", "1")));
    }

    private static List<Integer> sizes(String text) {
        List<Integer> sizes = new ArrayList<>();
        for (String word : text.split(",")) {
            if (!word.matches("\\d{1,6}")
                    || Integer.parseInt(word) < 1
                    || Integer.parseInt(word) > LARGEST) {
                throw wrong(
                        "'%s' is no size".formatted(word),
                        "whole numbers from 1 to " + LARGEST + " with commas between them");
            }
            sizes.add(Integer.valueOf(word));
        }
        return sizes.stream().distinct().toList();
    }

    private static List<Precision> modes(String text) {
        try {
            return Arrays.stream(text.split(",")).map(Precisions::of).distinct().toList();
        } catch (UsageException e) {
            throw wrong("-p " + text + ": " + e.getMessage(), "");
        }
    }

    private static Duration budget(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            String unit = time.group(2) == null ? "s" : time.group(2);
            double scale = unit.equals("ms") ? 1e-3 : unit.startsWith("m") ? 60 : 1;
            double seconds = Double.parseDouble(time.group(1)) * scale;
            if (seconds >= 0.1 && seconds <= LONGEST_SECONDS) {
                return Duration.ofNanos(Math.round(seconds * 1e9));
            }
        }
        throw wrong(
                "'%s' is no budget".formatted(text), "a time from 100ms to 60m, such as 20s or 2m");
    }

    private static long seed(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw wrong("'%s' is no seed".formatted(text), "a whole number");
    }

    private static UsageException wrong(String what, String allowed) {
        String known = allowed.isEmpty() ? "" : " Allowed: " + allowed + ".";
        String end = what.endsWith(".") ? "" : ".";
        return new UsageException(what + end + known + " Usage: " + USAGE);
    }
}

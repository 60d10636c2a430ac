package dev.mantissa.kernel.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code println} and its kin without {@code System.out}; imported into every session. */
public final class Printing {
    private Printing() {}

    public static void println() {
        System.out.println();
    }

    public static void println(@Nullable Object value) {
        System.out.println(value);
    }

    public static void println(char[] text) {
        System.out.println(text);
    }

    public static void print(@Nullable Object value) {
        System.out.print(value);
    }

    public static void print(char[] text) {
        System.out.print(text);
    }

    public static void printf(String format, @Nullable Object... values) {
        System.out.printf(format, values);
    }

    /**
     * A line from the person.
     *
     * @throws IOException if the front end has no way to ask
     */
    public static String readln(String prompt) throws IOException {
        CellContext owner = CellStreams.instance().owner();
        if (owner != null) {
            return owner.output().readLine(prompt, false);
        }
        System.out.print(prompt);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
            throw new IOException("readln: the input has ended");
        }
        return line;
    }
}

package dev.mantissa.magics.line;

import java.util.regex.Pattern;

/** Hides what should not stand in a notebook that is handed on. */
final class Secrets {
    static final String HIDDEN = "••••";

    private static final Pattern NAME =
            Pattern.compile(
                    "(?i)key|token|secret|passw|passphrase|pass(?=_|file|$)|credential|auth|cookie|session|dsn|(?<=_)pwd|(?<=_|^)pat(?=_|$)");

    /** The person and password of an address; a password may hold a slash or an at sign. */
    private static final Pattern PERSON = Pattern.compile("(?<=://)[^\\s\"']+(?=@)");

    /** As in the words of a connection, or in an option of Java. */
    private static final Pattern FIELD =
            Pattern.compile(
                    "(?i)(?<name>(?<!\\w)\\w*(?:passw(?:or)?d|passphrase|secret|token|api_?key)|\\bpwd)=[^;&\\s]+");

    private Secrets() {}

    /** The value of a variable, without what looks secret. */
    static String hidden(String name, String value) {
        if (value.isEmpty()) {
            return value;
        }
        if (NAME.matcher(name).find()) {
            return HIDDEN;
        }
        String shown = PERSON.matcher(value).replaceAll(HIDDEN);
        return FIELD.matcher(shown).replaceAll("${name}=" + HIDDEN);
    }
}

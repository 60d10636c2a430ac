package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicRegistry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Candidates for names and arguments of magics. */
final class MagicCompletion {
    private static final Pattern NAME = Pattern.compile("\\s*(%%?)([A-Za-z0-9_-]*)");
    private static final Pattern LINE = Pattern.compile("\\s*(%%?)([A-Za-z_][A-Za-z0-9_-]*)(.*)");

    private final MagicRegistry magics;
    private final LocalSession session;

    MagicCompletion(MagicRegistry magics, LocalSession session) {
        this.magics = magics;
        this.session = session;
    }

    boolean isMagic(String line) {
        return NAME.matcher(line).lookingAt();
    }

    /** The magic that a line names. */
    Optional<Magic> named(String line) {
        Matcher m = LINE.matcher(line);
        return m.matches() ? magics.find(m.group(2)) : Optional.empty();
    }

    /**
     * @param line up to the cursor
     */
    Completion complete(String line, int cursor) {
        Matcher name = NAME.matcher(line);
        if (name.matches()) {
            String sign = name.group(1);
            String begun = name.group(2);
            Magic.Kind kind = sign.length() == 2 ? Magic.Kind.CELL : Magic.Kind.LINE;
            List<Completion.Candidate> found =
                    magics.all().stream()
                            .filter(m -> sign.equals("%") || m.kinds().contains(kind))
                            .filter(m -> m.name().startsWith(begun))
                            .map(m -> candidate(sign, m))
                            .toList();
            return new Completion(cursor - begun.length() - sign.length(), cursor, found);
        }
        Matcher full = LINE.matcher(line);
        if (!full.matches() || magics.find(full.group(2)).isEmpty()) {
            return new Completion(cursor, cursor, List.of());
        }
        String arguments = full.group(3).stripLeading();
        int word = arguments.length();
        while (word > 0 && !Character.isWhitespace(arguments.charAt(word - 1))) {
            word--;
        }
        var context = new AssistContext(session, magics);
        var found = magics.find(full.group(2)).orElseThrow().complete(arguments, context);
        return new Completion(cursor - (arguments.length() - word), cursor, found);
    }

    private static Completion.Candidate candidate(String sign, Magic magic) {
        String own = magic.kinds().contains(Magic.Kind.LINE) ? sign : "%%";
        return new Completion.Candidate(own + magic.name(), "magic", magic.summary());
    }
}

package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads selectors as they are typed. */
final class SelectorText {
    static final String OP = "op:";
    static final String LAYER = "layer:";
    static final String TO = "..";
    private static final String NAME = "name:";
    private static final Pattern LAYERS = Pattern.compile("(-?\\d{1,6})(?:\\.\\.(-?\\d{1,6}))?");
    private static final List<String> FORMS =
            List.of("op:NAME", "layer:3", "layer:0..3", "layer:-1", "name:NAME", "blocks.*.attn.q");

    private SelectorText() {}

    static Selector read(String text) {
        String low = text.toLowerCase(Locale.ROOT);
        if (text.equals("*")) {
            return new Selector.Everything();
        }
        if (low.startsWith(OP) && text.length() > OP.length()) {
            return new Selector.Named(text.substring(OP.length()));
        }
        if (low.startsWith(LAYER)) {
            return layers(text);
        }
        if (low.startsWith(NAME) && text.length() > NAME.length()) {
            return new Selector.ByName(text.substring(NAME.length()), text);
        }
        boolean prefixed = text.indexOf(':') >= 0;
        if (!prefixed && (Wildcards.isPattern(text) || text.indexOf('.') >= 0)) {
            return new Selector.ByName(text, text);
        }
        return Role.find(text)
                .<Selector>map(Selector.InRole::new)
                .orElseThrow(() -> new UsageException(unknown(text)));
    }

    private static Selector layers(String text) {
        Matcher range = LAYERS.matcher(text.substring(LAYER.length()));
        if (!range.matches()) {
            throw new UsageException(
                    "unknown layers '%s' in a precision policy. Allowed: layer:3 for one, layer:0..3 for several, layer:-1 for the last. A layer's name is written name:NAME."
                            .formatted(text));
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first > last && (first < 0) == (last < 0)) {
            throw new UsageException(
                    "no layers in '%s' of a precision policy: the first comes after the last. Write it as layer:%d..%d."
                            .formatted(text, last, first));
        }
        return new Selector.InLayers(first, last);
    }

    private static String unknown(String name) {
        List<String> known = Stream.concat(Role.labels().stream(), FORMS.stream()).toList();
        List<String> options = PolicyText.words();
        String words = options.stream().map(o -> o + "=").collect(Collectors.joining(", "));
        List<String> near = Stream.concat(known.stream(), options.stream()).toList();
        return "unknown selector '%s' in a precision policy.%s Known: *, %s. Write it as in 'attention=f32 *=bf16'; beside selectors: %s."
                .formatted(name, Suggestion.hint(name, near), String.join(", ", known), words);
    }
}

package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.Markdown;

/** {@code %%markdown}: the cell as Markdown. */
public final class MarkdownMagic extends Markup {
    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public String summary() {
        return "shows the cell as Markdown";
    }

    @Override
    public String help() {
        return """
        %%markdown
        <the Markdown to show>\
        """;
    }

    @Override
    public String example() {
        return "%%markdown\n**bold** and *italic*";
    }

    @Override
    Displayable shown(String body) {
        return new Markdown(body.strip());
    }
}

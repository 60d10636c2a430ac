package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.Html;

/** {@code %%html}: the cell as HTML. */
public final class HtmlMagic extends Markup {
    @Override
    public String name() {
        return "html";
    }

    @Override
    public String summary() {
        return "shows the cell as HTML";
    }

    @Override
    public String help() {
        return """
        %%html
        <the HTML to show>

        In a terminal and in plain text the tags are left out.\
        """;
    }

    @Override
    public String example() {
        return "%%html\n<b>bold</b> and <i>italic</i>";
    }

    @Override
    Displayable shown(String body) {
        return new Html(body);
    }
}

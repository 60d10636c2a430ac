package dev.mantissa.kernel.display;

/** A value that knows its own representations. Classes written in a cell may implement it. */
public interface Displayable {
    MimeBundle toBundle();
}

package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;

/** What an expression gave that was evaluated beside the cells. */
public sealed interface Evaluation {
    record Value(MimeBundle bundle) implements Evaluation {}

    record Failure(CellError error) implements Evaluation {}
}

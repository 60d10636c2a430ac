package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import java.io.IOException;
import java.util.List;

/** An output whose person answers with given lines. */
final class AskedOutput implements CellOutput {
    private final List<String> answers;

    AskedOutput(List<String> answers) {
        this.answers = answers;
    }

    @Override
    public void stream(boolean err, String text) {}

    @Override
    public void display(MimeBundle bundle, String displayId) {}

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {}

    @Override
    public void result(int count, MimeBundle bundle) {}

    @Override
    public void error(CellError error) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        if (answers.isEmpty()) {
            throw new IOException("the person has left");
        }
        return answers.removeFirst();
    }
}

package dev.mantissa.kernel.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns bytes that arrive in pieces into text: a character split between two pieces survives. */
public final class Utf8Pieces {
    private final Consumer<String> sink;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] pending = new byte[0];

    /** Hands on what is decoded to {@code sink}. */
    public Utf8Pieces(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Takes the next bytes. */
    public void write(byte[] bytes, int offset, int length) {
        String text = decode(bytes, offset, length);
        if (!text.isEmpty()) {
            sink.accept(text);
        }
    }

    private synchronized String decode(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(pending.length + length);
        in.put(pending).put(bytes, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, text, false);
        pending = new byte[in.remaining()];
        in.get(pending);
        return text.flip().toString();
    }
}

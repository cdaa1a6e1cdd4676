package io.webhookcourier.logging;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.webhookcourier.text.VisibleText;

/** In JSON, escapes also what no JSON parser minds but a terminal or a pager does: U+009B, U+2028, U+202E and their kind. */
final class InvisibleAsEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    InvisibleAsEscapes() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    /** Halves of pairs pass: they are written together. */
    @Override
    public SerializableString getEscapeSequence(int c) {
        String text = Character.toString(c);
        String shown = c > 0xffff || Character.isSurrogate((char) c) ? text : VisibleText.of(text);
        return shown.equals(text) ? null : new SerializedString(shown);
    }
}

package org.zoneledger.gateway.resolver;

import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is printed in Chinese and English: the fonts that every reader of PDF has, the length of a millimetre, a text in both languages. */
final class Paper {

    static final float MM = 72 / 25.4f;

    static final Texts ZH = Texts.in(Language.ZH);
    static final Texts EN = Texts.in(Language.EN);

    private Paper() {}

    static BaseFont song() {
        return font("STSong-Light", "UniGB-UCS2-H");
    }

    static BaseFont latin() {
        return font(BaseFont.HELVETICA, BaseFont.CP1252);
    }

    static String both(String text) {
        return ZH.of(text) + " " + EN.of(text);
    }

    private static BaseFont font(String name, String encoding) {
        try {
            return BaseFont.createFont(name, encoding, BaseFont.NOT_EMBEDDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

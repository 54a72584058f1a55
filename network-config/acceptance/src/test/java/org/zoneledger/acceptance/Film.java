package org.zoneledger.acceptance;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures in front of a phone, and the film of one that stands still, as a camera takes it (YUV4MPEG2). */
final class Film {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int CODE = 400;
    private static final int FRAMES = 3;
    private static final byte NO_COLOUR = (byte) 0x80;
    private static final byte GREY = (byte) 0xB0;

    private Film() {}

    /** A QR code with a text, as PNG. */
    static byte[] code(String text) {
        try {
            BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, CODE, CODE);
            BufferedImage image = new BufferedImage(CODE, CODE, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < CODE; y++) {
                for (int x = 0; x < CODE; x++) {
                    image.setRGB(x, y, modules.get(x, y) ? 0 : 0xFFFFFF);
                }
            }
            return png(image);
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds this text", e);
        }
    }

    /** A picture that is black all over, as PNG. */
    static byte[] nothing() {
        return png(new BufferedImage(CODE, CODE, BufferedImage.TYPE_INT_RGB));
    }

    /** A film of a picture of at most 640 x 480 on a grey table. */
    static Path of(byte[] png) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            byte[] light = new byte[WIDTH * HEIGHT];
            Arrays.fill(light, GREY);
            int left = (WIDTH - picture.getWidth()) / 2;
            int top = (HEIGHT - picture.getHeight()) / 2;
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    light[(top + y) * WIDTH + left + x] = (byte) (picture.getRGB(x, y) & 0xFF);
                }
            }
            byte[] colour = new byte[WIDTH * HEIGHT / 2];
            Arrays.fill(colour, NO_COLOUR);
            ByteArrayOutputStream film = new ByteArrayOutputStream();
            film.writeBytes(ascii("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F10:1 Ip A1:1 C420jpeg\n"));
            for (int frame = 0; frame < FRAMES; frame++) {
                film.writeBytes(ascii("FRAME\n"));
                film.writeBytes(light);
                film.writeBytes(colour);
            }
            Path file = Files.createTempFile(Files.createDirectories(Path.of("target", "films")), "film", ".y4m");
            return Files.write(file.toAbsolutePath(), film.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(BufferedImage image) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.parley.media.detection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/// Tells a file's type by its beginning, with Apache Tika's signatures; its name and what a client
/// calls it count for nothing.
@Component
public class ContentTypes {

  private static final String OOXML = "application/x-tika-ooxml";
  private static final String ZIP = "application/zip";
  private static final String UNKNOWN = "application/octet-stream";
  private static final String TEXT = "text/plain";
  private static final String QUICKTIME = "video/quicktime";
  private static final int HEAD = 4096;
  private static final int BRAND_AT = 8;
  private static final int BRAND_END = 12;
  private static final Set<String> MP4_BRANDS =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
          "mp71", "avc1", "dash", "mmp4", "MSNV", "M4V ", "M4VH", "M4VP", "f4v ");

  /// Names that Tika or clients have for the types that are taken here.
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("image/jpg", "image/jpeg"),
          Map.entry("image/pjpeg", "image/jpeg"),
          Map.entry("image/x-png", "image/png"),
          Map.entry("video/x-m4v", "video/mp4"),
          Map.entry("application/mp4", "video/mp4"),
          Map.entry("audio/x-m4a", "audio/mp4"),
          Map.entry("audio/m4a", "audio/mp4"),
          Map.entry("audio/mp3", "audio/mpeg"),
          Map.entry("audio/vnd.wave", "audio/wav"),
          Map.entry("audio/x-wav", "audio/wav"),
          Map.entry("audio/wave", "audio/wav"),
          Map.entry("audio/x-flac", "audio/flac"),
          Map.entry("audio/x-aac", "audio/aac"),
          Map.entry("audio/opus", "audio/ogg"),
          Map.entry("audio/vorbis", "audio/ogg"),
          Map.entry("audio/x-oggflac", "audio/ogg"),
          Map.entry("audio/speex", "audio/ogg"),
          Map.entry("application/ogg", "audio/ogg"),
          Map.entry("application/x-zip-compressed", ZIP),
          Map.entry(OOXML, ZIP));

  private final MimeTypes signatures = MimeTypes.getDefaultMimeTypes();
  private final TypeProperties properties;

  ContentTypes(TypeProperties properties) {
    this.properties = properties;
  }

  /// What its first bytes say; of what they say nothing of, whether all of it is letters. A zip is
  /// told from the documents that are zips by looking into it.
  public String detect(InputStreamSource file) throws IOException {
    try (InputStream in = new BufferedInputStream(file.getInputStream(), 1 << 17)) {
      String detected = canonical(signatures.detect(in, new Metadata()).toString());
      if (isMatroska(detected)) {
        return ofMatroska(in);
      }
      if (detected.equals(UNKNOWN)) {
        return Texts.hasNoControls(in) ? TEXT : UNKNOWN;
      }
      return detected.equals(QUICKTIME) ? ofBrand(in) : detected;
    }
  }

  /// What Tika calls QuickTime is mostly MP4, by the brand that its first box names.
  ///
  /// Source: ISO/IEC 14496-12, section 4.3; the brands registered at mp4ra.org.
  private static String ofBrand(InputStream in) throws IOException {
    String head = new String(in.readNBytes(BRAND_END), ISO_8859_1);
    boolean hasBrand = head.length() == BRAND_END && head.startsWith("ftyp", Integer.BYTES);
    return hasBrand && MP4_BRANDS.contains(head.substring(BRAND_AT)) ? "video/mp4" : QUICKTIME;
  }

  private static boolean isMatroska(String type) {
    return type.equals("application/x-matroska")
        || type.equals("video/x-matroska")
        || type.equals("video/webm");
  }

  /// Its document type stands within its header, in plain letters.
  ///
  /// Source: RFC 8794, section 11.2.
  private static String ofMatroska(InputStream in) throws IOException {
    String head = new String(in.readNBytes(HEAD), ISO_8859_1);
    return head.contains("webm") ? "video/webm" : "video/x-matroska";
  }

  /// A type without its parameters, under the one name that it has here.
  public static String canonical(String type) {
    int parameters = type.indexOf(';');
    String bare =
        (parameters < 0 ? type : type.substring(0, parameters))
            .strip()
            .toLowerCase(java.util.Locale.ROOT);
    return SAME.getOrDefault(bare, bare);
  }

  public boolean isAccepted(String type) {
    return properties.accepted().contains(type);
  }

  /// Whether a file of the type may be what a client announced: the same, or another reading of the
  /// same container.
  public static boolean keepsPromise(String detected, String declared) {
    String promised = canonical(declared);
    return promised.equals(detected)
        || promised.equals(UNKNOWN)
        || container(promised).filter(container(detected).orElse("")::equals).isPresent();
  }

  private static Optional<String> container(String type) {
    return switch (type) {
      case "video/mp4", "audio/mp4", "video/quicktime" -> Optional.of("mp4");
      case "video/webm", "audio/webm" -> Optional.of("webm");
      case "video/ogg", "audio/ogg" -> Optional.of("ogg");
      default -> type.startsWith("text/") ? Optional.of("text") : Optional.empty();
    };
  }
}

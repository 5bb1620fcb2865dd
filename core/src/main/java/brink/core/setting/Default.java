package brink.core.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component whose key is not given, as YAML text: {@code @Default("0.01")},
 * {@code @Default("[128, 128]")}, {@code @Default("{}")} for a record with all its own defaults,
 * {@code @Default("rkc2")} for the kind of a sealed type. A component without it is required,
 * unless it is an {@link java.util.Optional}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** YAML text, read exactly as if it stood in the file. */
  String value();
}

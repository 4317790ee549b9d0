// The font files as read-only data. The assembler reads them, so that no build needs a generator for 200 KB of bytes.

  .section .rodata
  .macro font name, file
  .balign 16
  .global perigee_font_\name
  .hidden perigee_font_\name
perigee_font_\name:
  .incbin "\file"
  .global perigee_font_\name\()_end
  .hidden perigee_font_\name\()_end
perigee_font_\name\()_end:
  .endm

  font regular, "inter-regular.otf"
  font semibold, "inter-semibold.otf"
  font display, "inter-display-semibold.otf"

  .section .note.GNU-stack, "", %progbits

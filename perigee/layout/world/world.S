// The coasts and borders as read-only data; what the file holds and where it is from: LICENCES.txt, tools/world/make.js.

  .section .rodata
  .global perigee_world
  .hidden perigee_world
perigee_world:
  .incbin "world.bin"
  .global perigee_world_end
  .hidden perigee_world_end
perigee_world_end:

  .section .note.GNU-stack, "", %progbits

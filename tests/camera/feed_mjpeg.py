#!/usr/bin/env python3
"""Plays the files of a folder into a v4l2loopback device as MJPEG frames, in the order of their names, 15 a second.

A file is one frame, whatever it holds: put a broken one among whole ones to see it dropped.
"""
import fcntl
import os
import pathlib
import struct
import sys
import time

device, folder = sys.argv[1:]
frames = [path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())]
handle = os.open(device, os.O_RDWR)
# struct v4l2_format of linux/videodev2.h: video output (2), 640 x 480, MJPG, no interlacing (1), room for a frame.
wish = struct.pack("<II5I", 2, 0, 640, 480, int.from_bytes(b"MJPG", "little"), 1, 0) + struct.pack("<I", 640 * 480 * 2)
VIDIOC_S_FMT = 0xC0D05605
fcntl.ioctl(handle, VIDIOC_S_FMT, wish.ljust(208, b"\0"))
while True:
    for frame in frames:
        os.write(handle, frame)
        time.sleep(1 / 15)

#!/bin/bash
# One row of the fault table, played to a real kernel camera (vivid) while watch_camera looks on.
# Runs as root inside the camera rig: see docs/CAMERA-RIG.md.
#
# faults.sh ROW PROGRAM [OPTIONS OF PROGRAM...]
set -eu
row=$1 program=$2; shift 2
driver=/sys/bus/platform/drivers/vivid
nodes() { for n in /sys/class/video4linux/*; do [ ! -e "$n/name" ] || printf '        %s = %s\n' "$(basename "$n")" "$(cat "$n/name")"; done; }
say() { echo "        >>> $*"; }
watch() { "$program" --secs "$secs" "${options[@]}" & watcher=$!; }
options=("$@") secs=20

case $row in
look) "$program" --probe; secs=6; watch ;;
stall)
  secs=22; watch; sleep 5; say "no more buffers"; v4l2-ctl -c percentage_of_dropped_buffers=100
  sleep 9; say "buffers again"; v4l2-ctl -c percentage_of_dropped_buffers=0 ;;
drops) secs=9; watch; sleep 4; say "half the frames lost"; v4l2-ctl -c percentage_of_dropped_buffers=50 ;;
unplug)
  secs=26; nodes; watch; sleep 5; say "pulled out"; echo vivid.0 > $driver/unbind; nodes
  sleep 10; say "put back"; echo vivid.0 > $driver/bind; nodes ;;
moved) # somebody else keeps the old number busy, as a hung handle does: the camera comes back under another one
  secs=26; nodes; watch; sleep 5; say "pulled out, its number still held"; exec 9<>/dev/video0
  echo vivid.0 > $driver/unbind; sleep 3; say "put back"; echo vivid.0 > $driver/bind; nodes; sleep 6; exec 9>&- ;;
busy)
  secs=18; v4l2-ctl -d 0 --stream-mmap --stream-count=100000 >/dev/null 2>&1 & other=$!
  sleep 2; say "another program streams"; watch; sleep 7; say "it stops"; kill $other ;;
fatal) secs=14; watch; sleep 5; say "fatal streaming error"; v4l2-ctl -c inject_fatal_streaming_error=1 ;;
streamon) secs=14; v4l2-ctl -c inject_vidioc_streamon_error=1; say "the next STREAMON fails"; watch ;;
bad) secs=12; watch; sleep 4; say "marked as broken"; for i in 1 2 3; do v4l2-ctl -c inject_v4l2_buf_flag_error=1; sleep 1; done ;;
qbuf) secs=14; watch; sleep 5; say "a buffer is refused"; v4l2-ctl -c inject_vidioc_qbuf_error=1 ;;
reqbufs) secs=10; v4l2-ctl -c inject_vidioc_reqbufs_error=1; say "buffers are refused once"; watch ;;
mjpeg) # needs v4l2loopback, and MJPEG_FRAMES: a folder of 640x480 JPEG files, whole and broken
  secs=15; /usr/bin/python3 "$(dirname "$0")/feed_mjpeg.py" /dev/video0 "$MJPEG_FRAMES" & feeder=$!
  until v4l2-ctl -d 0 --get-fmt-video >/dev/null 2>&1; do sleep 1; done
  "$program" --probe; watch; sleep 8; say "the feeder stops"; kill $feeder ;;
left) v4l2-ctl --set-fmt-video=width=640,height=480,pixelformat=UYVY -p 12.5; v4l2-ctl --get-fmt-video | sed -n 2,3p; secs=7; watch ;;
two) # needs n_devs=2
  secs=16; "$program" --probe; watch; sleep 5; say "both are pulled out"; echo vivid.0 > $driver/unbind; nodes
  sleep 3; say "both are put back"; echo vivid.0 > $driver/bind; nodes ;;
rate) v4l2-ctl -p 2; secs=9; watch; sleep 6; v4l2-ctl -P | grep -i 'frames per second' ;;
mute) # needs n_devs=2: the first camera opens and sends nothing
  secs=20; v4l2-ctl -d 0 -c percentage_of_dropped_buffers=100; say "the first camera is silent"; "$program" --probe; watch ;;
standin) # needs n_devs=2
  secs=75; watch; sleep 6; say "the first camera falls silent for five seconds"; v4l2-ctl -d 0 -c percentage_of_dropped_buffers=100
  sleep 5; v4l2-ctl -d 0 -c percentage_of_dropped_buffers=0; sleep 9
  say "it falls silent"; v4l2-ctl -d 0 -c percentage_of_dropped_buffers=100
  sleep 25; say "it sends again"; v4l2-ctl -d 0 -c percentage_of_dropped_buffers=0 ;;
*) echo "$row: no such row" >&2; exit 2 ;;
esac
wait $watcher
echo "        <<< $row ended, $(awk '{printf "%.1f s of processor time", ($16+$17)/100}' /proc/$$/stat) in $secs s"

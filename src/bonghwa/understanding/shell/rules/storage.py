"""Disks, volumes, file systems and boot."""

from bonghwa.understanding.shell.rules.model import Operands, changes, forbids, reads, table, verbs

D = Operands.DEVICES

STORAGE = table({
    "lsblk blkid findmnt lsscsi dumpe2fs pvs vgs lvs pvdisplay vgdisplay lvdisplay pvscan vgscan lvscan lvmdiskscan "
    " filefrag mountpoint xfs_info e2freefrag biolatency lvmconfig": reads(
        D, {"-c --cache-file": "value", "-g --garbage-collect": "changes cleans a cache", "--config --profile --commandprofile --devicesfile": "changes= takes other settings", "--cache --mknodes --activate": "changes changes volumes"}, values="-o -O -S -t -n --options"
    ),
    "mkfs mkswap wipefs badblocks blkdiscard fdformat": forbids("it wipes a device", {"-n --no-act": "reads"}),
    "parted fdisk sfdisk cfdisk gdisk sgdisk cgdisk partprobe partx kpartx": forbids("it changes the partitions of a disk", {"-l --list -p --print -s --show": "reads", "-d --dump": "reads"}),
    "pvcreate vgcreate lvcreate": changes("it makes volumes", D, {"-f --force -ff": "forbidden takes a device by force"}),
    "pvremove vgremove lvremove vgreduce lvreduce pvmove vgsplit vgmerge vgexport vgimport lvconvert pvresize vgcfgrestore vgchange lvchange pvchange": forbids("it removes or shrinks volumes"),
    "lvextend vgextend lvrename vgrename xfs_growfs resize2fs growpart lvresize": changes("it resizes a volume", D, values="-L -l --size --extents", check="resize"),
    "mdadm": changes("it changes a disk array", D, {"--detail -D --examine -E --query -Q --detail-platform --examine-bitmap -X": "reads", "--zero-superblock --create -C --stop -S --fail -f --remove -r --grow -G --build -B --assemble -A": "forbidden takes an array apart or builds one"}),
    "cryptsetup": verbs({"status isLuks luksUUID": reads(D), "luksDump": forbids("it shows key material"), "*": forbids("it changes an encrypted device")}),
    "dmsetup": verbs({"ls info status deps version targets": reads(D), "table": forbids("it may show key material"), "*": forbids("it changes device mappings")}),
    "losetup": changes("it changes loop devices", options={"-a -l --list --all -j": "reads"}),
    "hdparm": changes("it changes disk settings", options={"-i -I -t -T -g -C": "reads", "--security-erase --security-erase-enhanced --security-set-pass --trim-sector-ranges --write-sector --make-bad-sector --fwdownload --dco-restore --security-disable": "forbidden destroys or locks the disk", "-Y -y -S -W": "changes changes how the disk works"}),
    "smartctl": reads(D, {"-t --test -s --smart -X --abort -S --saveauto -o --offlineauto": "changes= changes the disk's self tests"}, values="-d -l -n -T -q -r"),
    "nvme": verbs({"list smart-log id-ctrl id-ns list-ns error-log fw-log list-subsys show-regs": reads(D), "*": forbids("it changes or wipes a disk")}),
    "megacli storcli perccli ssacli arcconf": reads(check="raid", style="raw"),
    "tune2fs": changes("it changes a file system", D, {"-l": "reads"}),
    "xfs_admin xfs_db xfs_quota debugfs e2label xfs_freeze fsfreeze e2image xfs_metadump xfs_copy": forbids("it reaches into a file system below its permissions"),
    "fsck": changes("it repairs a file system", D, {"-n -N": "reads", "-y -f -p -a -L": "forbidden repairs without asking"}),
    "fstrim": changes("it discards unused blocks"),
    "mount": reads(check="mount", style="raw"),
    "umount": changes("it unmounts a file system", check="umount", style="raw"),
    "mount.nfs mount.cifs fusermount sshfs": changes("it mounts a file system"),
    "pivot_root switch_root": forbids("it replaces the root of the system"),
    "zpool": verbs({"status list get iostat history": reads(), "destroy labelclear split": forbids("it destroys a pool"), "*": changes("it changes a pool")}),
    "zfs": verbs({"list get": reads(), "destroy rollback send receive": forbids("it destroys or carries off data"), "*": changes("it changes a file system")}),
    "btrfs": reads(check="first_reads", style="raw"),
    "multipath": reads(D, {"-f -F -r -w -W -a": "changes changes device paths"}),
    "iscsiadm": changes("it changes block devices", options={"-P": "reads"}),
    "grub-install grub2-install grub-mkconfig grub2-mkconfig update-grub dracut update-initramfs mkinitrd grubby efibootmgr lilo": forbids("it changes how the host starts", {"--info --default-kernel": "reads"}),
    "blockdev": changes("it changes a block device", D, {"--getsize64 --getsz --getra --getss --getbsz --getro --report --getsize --getpbsz": "reads"}),
    "eject": changes("it ejects a medium"),
    "rdiff-backup borg restic duplicity": reads(check="first_reads", style="raw"),
    "vmtouch": reads(options={"-l -L -e -t -d": "changes changes the page cache"}),
})  # fmt: skip

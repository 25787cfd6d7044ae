# SPDX-License-Identifier: GPL-2.0-or-later
"""What the matrix knows of a program."""

import dataclasses
import importlib
import pathlib
import pkgutil
import subprocess
import typing

_programs = {}


@dataclasses.dataclass(frozen=True)
class Program:
    name: str
    command: list  # run in a home of its own; "{apps}" is the folder of tests/apps
    use: typing.Callable  # use(person): what a person does with it, and looks at
    packages: list  # of Debian
    short: bool = False  # ./dev test runs it, too
    manager: typing.Optional[list] = None  # the window manager; None: openbox; []: none at all
    environment: dict = dataclasses.field(default_factory=dict)
    files: dict = dataclasses.field(default_factory=dict)  # in its home: name → text
    patience: float = 30  # seconds for anything to happen
    # A package that others on the machine conflict with: "{unpacked}" is where its files are.
    unpacked: str = ""


def program(name, command, packages, **more):
    """Declares the function below it to be what a person does with the program."""
    def declare(use):
        assert name not in _programs, name
        _programs[name] = Program(name=name, command=command, use=use, packages=packages, **more)
        return use
    return declare


def all_programs():
    """By name, in the order of their files."""
    folder = pathlib.Path(__file__).resolve().parents[1] / "programs"
    for module in sorted(info.name for info in pkgutil.iter_modules([str(folder)])):
        importlib.import_module(f"programs.{module}")
    return dict(_programs)


def unpack(package, folder):
    """A package's files into a folder, without installing it."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
    for archive in folder.glob(f"{package}_*.deb"):
        subprocess.run(["dpkg-deb", "-x", archive, folder / package], check=True)
        archive.unlink()


def missing_from_machine(package):
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return "ok installed" not in asked.stdout

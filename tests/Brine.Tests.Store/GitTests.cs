using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>What the store reads in a repository is what git says of it.</summary>
public sealed class GitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitTests() => Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/git"), "there is no git here");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACommitIsFoundAndWhetherFilesChangedAfterIt()
    {
        Assert.Null(Origin().Commit);
        Git("init", "-q", "-b", "main");
        Write("train.py", "print(1)\n");
        Write("sub/data.py", "x = 1\n");
        Assert.Equal((null, "main", null), Facts());
        Commit();
        string commit = Git("rev-parse", "HEAD");
        Assert.Equal((commit, "main", false), Facts());
        Assert.Equal((commit, "main", false), Facts("sub"));

        // A file that git does not know is none of its business, as for git describe --dirty.
        Write("notes.txt", "new\n");
        Assert.Equal((commit, "main", false), Facts());
        Write("sub/data.py", "x = 2\n");
        Assert.Equal((commit, "main", true), Facts());
        Write("sub/data.py", "x = 1\n");
        Assert.Equal((commit, "main", false), Facts());
        Write("sub/data.py", "x = 12\n");
        Assert.Equal((commit, "main", true), Facts());
        Write("sub/data.py", "x = 1\n");
        File.Delete(_folder["train.py"]);
        Assert.Equal((commit, "main", true), Facts());
    }

    [Fact]
    public void WhatIsStagedIsNotTakenForTheCommit()
    {
        Git("init", "-q", "-b", "main");
        Write("train.py", "print(1)\n");
        Commit();
        Write("train.py", "print(2)\n");
        Git("add", "-A");

        // The index does not say which tree it makes until it is committed: not known, and never "unchanged".
        Assert.NotEqual(false, Origin().IsDirty);
        Commit();
        Assert.Equal((Git("rev-parse", "HEAD"), "main", false), Facts());
    }

    [Fact]
    public void PacksDetachedHeadsLinksAndSecondCheckoutsAreRead()
    {
        Git("init", "-q", "-b", "main");
        for (int i = 0; i < 30; i++)
        {
            Write($"file{i}.py", $"print({i})\n");
            Commit();
        }

        File.CreateSymbolicLink(_folder["link.py"], "file1.py");
        Commit();
        string commit = Git("rev-parse", "HEAD"), older = Git("rev-parse", "HEAD~20");
        Git("gc", "-q", "--aggressive", "--prune=now");
        Git("pack-refs", "--all");
        Assert.Equal((commit, "main", false), Facts());
        Git("worktree", "add", "-q", "second", "-b", "other");
        Assert.Equal((commit, "other", false), Facts("second"));
        Write("second/file1.py", "print('changed')\n");
        Assert.Equal((commit, "other", true), Facts("second"));
        Assert.Equal((commit, "main", false), Facts());
        Git("checkout", "-q", older);
        Assert.Equal((older, null, false), Facts());
        File.Delete(_folder["file1.py"]);
        File.CreateSymbolicLink(_folder["file1.py"], "file2.py");
        Assert.Equal((older, null, true), Facts());
    }

    [Fact]
    public void ABrokenRepositoryIsNone()
    {
        Git("init", "-q", "-b", "main");
        Write("train.py", "print(1)\n");
        Commit();
        File.WriteAllText(_folder[".git/index"], "DIRC\0\0\0\u0002\0\0\0\u0009 and nothing else");
        Assert.Null(Origin().IsDirty);
        File.WriteAllText(_folder[".git/HEAD"], "ref: refs/heads/../../../../etc/passwd\n");
        Assert.Null(Origin().Commit);
        File.WriteAllText(_folder[".git/HEAD"], "nonsense");
        Assert.Null(Origin().Commit);
        Directory.Delete(_folder[".git"], recursive: true);
        File.WriteAllText(_folder[".git"], "gitdir: /nowhere/at/all\n");
        Assert.Null(Origin().Commit);
    }

    private CodeOrigin Origin(string folder = "") => CodeOrigins.Of(_folder[folder], null);

    private (string? Commit, string? Branch, bool? IsDirty) Facts(string folder = "") =>
        Origin(folder) is var origin ? (origin.Commit, origin.Branch, origin.IsDirty) : default;

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private void Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "--allow-empty", "-m", "a step");
    }

    private string Git(params string[] arguments)
    {
        (int exit, string output, string error) = Shell.Run("/usr/bin/git", _folder.Path, arguments);
        Assert.True(exit == 0, error);
        return output.Trim();
    }
}

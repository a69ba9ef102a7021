using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NasCluster.Eng.WeakenGlibcxx;
using TorchSharp;
using Tool = NasCluster.Eng.WeakenGlibcxx.Program;

namespace NasCluster.Trainer.Tests.Native;

public sealed class GlibcxxPatchTests : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    private readonly string _folder = Directory.CreateTempSubdirectory("nas-elf-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Build_LibraryInTheOutputFolder_NeedsTheVersionWeakly()
    {
        SkipElsewhere();

        var need = Assert.Single(new ElfLibrary(File.ReadAllBytes(Built)).VersionNeeds(), IsTheVersion);

        Assert.True(need.IsWeak);
        Assert.Equal(GlibcxxPatch.Library, need.Library);
    }

    [Fact]
    public void Build_LibraryInTheOutputFolder_NeedsNothingElseWeakly()
    {
        SkipElsewhere();

        var others = new ElfLibrary(File.ReadAllBytes(Built))
            .VersionNeeds()
            .Where(need => !IsTheVersion(need))
            .ToList();

        Assert.NotEmpty(others);
        Assert.All(others, need => Assert.False(need.IsWeak));
    }

    [Fact]
    public void Build_LibraryInTheOutputFolder_LoadsAndComputes()
    {
        SkipElsewhere();

        using var product = torch.ones(2, 3).matmul(torch.ones(3, 4));

        Assert.Equal(24, product.sum().ToSingle());
    }

    [Fact]
    public void Apply_PatchedLibrary_LeavesItAlone()
    {
        SkipElsewhere();
        var copy = Path.Combine(_folder, "copy.so");
        File.Copy(Built, copy);
        var before = new FileInfo(copy).CreationTimeUtc;

        Assert.Equal(PatchOutcome.AlreadyWeak, GlibcxxPatch.Apply(copy));

        Assert.Equal(File.ReadAllBytes(Built), File.ReadAllBytes(copy));
        Assert.Equal(before, new FileInfo(copy).CreationTimeUtc);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Apply_FreshLibrary_ChangesOneByteAndKeepsTimeAndMode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no mode");
        var bytes = new ElfSource().ToBytes();
        var path = Write(bytes);
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(PatchOutcome.Patched, GlibcxxPatch.Apply(path));

        var changed = File.ReadAllBytes(path);
        var at = Assert.Single(Enumerable.Range(0, bytes.Length), i => bytes[i] != changed[i]);
        Assert.Equal((0, 2), (bytes[at], changed[at]));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute,
            File.GetUnixFileMode(path)
        );
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(PatchOutcome.AlreadyWeak, GlibcxxPatch.Apply(path));
    }

    [Fact]
    public void Apply_LibraryWithoutTheVersion_DoesNothing()
    {
        var bytes = new ElfSource { Version = "GLIBCXX_3.4.30" }.ToBytes();
        var path = Write(bytes);

        Assert.Equal(PatchOutcome.NotRequired, GlibcxxPatch.Apply(path));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void Apply_VersionOfAnotherLibrary_IsRefused() =>
        AssertRefused("libother.so.1", new ElfSource { Library = "libother.so.1" }.ToBytes());

    [Fact]
    public void Apply_AnotherSymbol_IsRefused() =>
        AssertRefused("_ZSomething", new ElfSource { Symbols = ["_ZSomething"] }.ToBytes());

    [Fact]
    public void Apply_OneMoreSymbol_IsRefused() =>
        AssertRefused("_ZMore", new ElfSource { Symbols = [GlibcxxPatch.Marker, "_ZMore"] }.ToBytes());

    [Fact]
    public void Apply_NoSymbol_IsRefused() => AssertRefused("needed by ''", new ElfSource { Symbols = [] }.ToBytes());

    [Fact]
    public void Apply_SymbolThatIsLookedUp_IsRefused() =>
        AssertRefused("relocation", new ElfSource { Relocated = true }.ToBytes());

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(18, 183)]
    public void Apply_AnotherMachine_IsRefused(int offset, byte value)
    {
        // 32 bits; big-endian; ARM.
        var bytes = new ElfSource().ToBytes();
        bytes[offset] = value;

        AssertRefused("64-bit little-endian x86-64", bytes);
    }

    [Fact]
    public void Apply_Garbage_IsRefused()
    {
        AssertRefused("not an ELF", []);
        AssertRefused("not an ELF", new byte[1000]);
        AssertRefused("not an ELF", [.. "#!/bin/sh\n"u8, .. new byte[100]]);
    }

    [Fact]
    public void Apply_EachTruncation_IsRefused()
    {
        var bytes = new ElfSource().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertRefused("", bytes[..length]);
        }
    }

    [Fact]
    public void Apply_RandomMutations_ArePatchedOrRefused()
    {
        var whole = new ElfSource().ToBytes();
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = Write(bytes);
            try
            {
                GlibcxxPatch.Apply(path);
            }
            catch (ElfException)
            {
                Assert.Equal(bytes, File.ReadAllBytes(path));
            }
        }
    }

    [Fact]
    public void Apply_Link_IsRefusedAndItsTargetUntouched()
    {
        var bytes = new ElfSource().ToBytes();
        var target = Write(bytes);
        var link = Path.Combine(_folder, "link.so");
        File.CreateSymbolicLink(link, target);

        Assert.Throws<ElfException>(() => GlibcxxPatch.Apply(link));
        Assert.Equal(bytes, File.ReadAllBytes(target));
    }

    [Theory]
    [InlineData("garbage.so", 1, "error NAS0003")]
    [InlineData("missing.so", 1, "error NAS0003")]
    [InlineData(null, 2, "error NAS0002")]
    [InlineData("good.so", 0, "")]
    public void Run_File_AnswersLikeACompiler(string? name, int code, string expected)
    {
        File.WriteAllBytes(Path.Combine(_folder, "garbage.so"), new byte[100]);
        File.WriteAllBytes(Path.Combine(_folder, "good.so"), new ElfSource().ToBytes());
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(code, Tool.Run(name is null ? [] : [Path.Combine(_folder, name)], output, error));

        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(code == 0, error.ToString().Length == 0);
    }

    private static void SkipElsewhere() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "only the Linux library is patched"
        );

    private static bool IsTheVersion(VersionNeed need) => need.Version == GlibcxxPatch.Version;

    private void AssertRefused(string reason, byte[] bytes)
    {
        var path = Write(bytes);

        Assert.Contains(
            reason,
            Assert.Throws<ElfException>(() => GlibcxxPatch.Apply(path)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder, "library.so");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>Reads what a 64-bit x86 library asks of other libraries.</summary>
internal sealed class ElfLibrary
{
    private const int SymbolBytes = 24;
    private const int RelocationBytes = 24;
    private const ushort VersionIndexMask = 0x7fff;

    private readonly ElfBytes _bytes;
    private readonly List<ElfSection> _sections;

    /// <exception cref="ElfException">It is no ELF64 little-endian x86-64 file, or its section headers are broken.</exception>
    public ElfLibrary(byte[] bytes)
    {
        _bytes = new ElfBytes(bytes);
        CheckIdentity();
        _sections = [.. ReadSections()];
    }

    /// <summary>All versions asked for, in file order.</summary>
    public IEnumerable<VersionNeed> VersionNeeds() =>
        _sections.Where(section => section.Type == ElfSection.VersionNeeds).SelectMany(NeedsOf);

    /// <summary>Names of the undefined symbols that ask for a version.</summary>
    public IEnumerable<string> SymbolsThatNeed(VersionNeed need) =>
        SymbolIndicesThatNeed(need).Select(pair => NameOf(pair.Symbols, pair.Index));

    /// <summary>Whether the loader would look up a symbol of this version because a relocation refers to it.</summary>
    public bool IsRelocated(VersionNeed need)
    {
        var indices = SymbolIndicesThatNeed(need).Select(pair => (uint)pair.Index).ToHashSet();
        return _sections
            .Where(section => section.Type == ElfSection.RelocationsWithAddend)
            .Any(section => RelocatedSymbols(section).Any(indices.Contains));
    }

    public byte[] WithWeak(VersionNeed need) => _bytes.With(need.FlagsOffset, (ushort)(need.Flags | VersionNeed.Weak));

    private void CheckIdentity()
    {
        if (_bytes.Length < 64 || _bytes.UInt32(0) != 0x464c457f)
        {
            throw new ElfException("it is not an ELF file");
        }

        // EI_CLASS 2: 64 bits; EI_DATA 1: little-endian; machine 62: x86-64.
        if (_bytes.Byte(4) != 2 || _bytes.Byte(5) != 1 || _bytes.UInt16(18) != 62)
        {
            throw new ElfException("it is not an ELF file for 64-bit little-endian x86-64");
        }
    }

    private IEnumerable<ElfSection> ReadSections()
    {
        var start = (long)_bytes.UInt64(40);
        var size = _bytes.UInt16(58);
        var count = _bytes.UInt16(60);
        if (start == 0 || size < 64 || count == 0)
        {
            throw new ElfException("it has no section headers");
        }

        // The headers are the last thing in a file: whole, nothing before them is missing.
        _ = _bytes.Byte(start + (long)size * count - 1);
        for (var i = 0; i < count; i++)
        {
            yield return ReadSection(start + (long)i * size);
        }
    }

    private ElfSection ReadSection(long at)
    {
        var type = _bytes.UInt32(at + 4);
        var (offset, size) = (_bytes.UInt64(at + 24), _bytes.UInt64(at + 32));
        if (type == ElfSection.NoBits)
        {
            (offset, size) = (0, 0);
        }

        var length = (ulong)_bytes.Length;
        return offset <= length && size <= length - offset
            ? new ElfSection(type, (int)offset, (int)size, _bytes.UInt32(at + 40), _bytes.UInt32(at + 44))
            : throw new ElfException("it is cut off: a section ends behind the file's end");
    }

    private IEnumerable<VersionNeed> NeedsOf(ElfSection section)
    {
        var strings = Linked(section);
        foreach (var library in Chain(section.Offset, section.Info))
        {
            var name = _bytes.Text(strings.Offset + (long)_bytes.UInt32(library + 4));
            var first = library + _bytes.UInt32(library + 8);
            foreach (var need in Chain(first, _bytes.UInt16(library + 2)))
            {
                yield return ReadNeed(name, strings, need);
            }
        }
    }

    // Entries of both kinds say in their last field how far away the next one is.
    private IEnumerable<long> Chain(long first, uint count)
    {
        var at = first;
        for (var i = 0u; i < count; i++)
        {
            yield return at;
            var next = _bytes.UInt32(at + 12);
            if (next == 0 && i + 1 < count)
            {
                throw new ElfException($"a list of {count} version needs ends after {i + 1}");
            }

            at += next;
        }
    }

    private VersionNeed ReadNeed(string library, ElfSection strings, long at) =>
        new(
            library,
            _bytes.Text(strings.Offset + (long)_bytes.UInt32(at + 8)),
            _bytes.UInt16(at + 6),
            _bytes.UInt16(at + 4),
            at + 4
        );

    private IEnumerable<(ElfSection Symbols, int Index)> SymbolIndicesThatNeed(VersionNeed need)
    {
        foreach (var versions in _sections.Where(section => section.Type == ElfSection.VersionOfSymbols))
        {
            var symbols = Linked(versions);
            for (var i = 0; i < versions.Size / 2; i++)
            {
                if ((_bytes.UInt16(versions.Offset + 2L * i) & VersionIndexMask) == need.Index)
                {
                    yield return (symbols, i);
                }
            }
        }
    }

    private string NameOf(ElfSection symbols, int index) =>
        _bytes.Text(Linked(symbols).Offset + (long)_bytes.UInt32(symbols.Offset + (long)SymbolBytes * index));

    private IEnumerable<uint> RelocatedSymbols(ElfSection section)
    {
        for (var i = 0; i < section.Size / RelocationBytes; i++)
        {
            // r_info: the symbol's number is its upper half.
            yield return _bytes.UInt32(section.Offset + (long)RelocationBytes * i + 12);
        }
    }

    private ElfSection Linked(ElfSection section) =>
        section.Link < _sections.Count
            ? _sections[(int)section.Link]
            : throw new ElfException("a section names one that does not exist");
}

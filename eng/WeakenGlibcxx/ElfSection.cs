namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>One section header of an ELF64 file; offset and size lie inside the file.</summary>
/// <param name="Type">sh_type.</param>
/// <param name="Offset">Bytes from the front of the file.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Link">Index of the section it belongs with: its strings or its symbols.</param>
/// <param name="Info">What it counts depends on the type; for version needs, the libraries.</param>
internal sealed record ElfSection(uint Type, int Offset, int Size, uint Link, uint Info)
{
    public const uint RelocationsWithAddend = 4;
    public const uint NoBits = 8;
    public const uint DynamicSymbols = 11;
    public const uint VersionNeeds = 0x6ffffffe;
    public const uint VersionOfSymbols = 0x6fffffff;
}

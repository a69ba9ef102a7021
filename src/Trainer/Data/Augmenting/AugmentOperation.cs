namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>The sixteen operations RandAugment draws from in the released EfficientNetV2 code, all as likely.</summary>
internal enum AugmentOperation
{
    AutoContrast,
    Equalize,
    Invert,
    Rotate,
    Posterize,
    Solarize,
    Color,
    Contrast,
    Brightness,
    Sharpness,
    ShearX,
    ShearY,
    TranslateX,
    TranslateY,
    Cutout,
    SolarizeAdd,
}

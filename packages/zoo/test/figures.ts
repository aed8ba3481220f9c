/**
 * @file What each network has to come out at, to the last unit. Parameters are those of the papers and of torchvision,
 * and are counted, as multiply-accumulates are, by benchmarks/proofs/goldens/figures.py on PyTorch's modules. Receptive
 * fields are published (Araujo et al. 2019) or follow from the papers' tables: 28n − 3 for residual networks of 6n + 2
 * layers, 14n + 3 for those of 9n + 2 with the stride in a 1×1 and 14n − 3 in a 3×3, 39 + 8a + 16b + 32c + 64d for a
 * DenseNet with blocks of a to d layers, and 6 + 14n for one with three of n.
 */

export interface Figures {
  /** Of what `logits` needs. */
  readonly parameters: number
  readonly macs: number
  /** Pixels that the last feature map sees, and from one of its elements to the next. */
  readonly field: number
  readonly stride: number
  readonly withHeads?: number
  readonly macsWithHeads?: number
}

export const figures: Readonly<Record<string, Figures>> = {
  lenet5: { parameters: 60_000, macs: 325_680, field: 32, stride: 4 },
  'lenet5-modern': { parameters: 61_706, macs: 416_520, field: 32, stride: 4 },
  alexnet: { parameters: 60_965_224, macs: 724_406_816, field: 195, stride: 32 },
  'alexnet-ungrouped': { parameters: 62_378_344, macs: 1_135_256_096, field: 195, stride: 32 },
  'alexnet-torchvision': { parameters: 61_100_840, macs: 714_188_480, field: 195, stride: 32 },
  zfnet: { parameters: 62_357_608, macs: 1_168_032_896, field: 171, stride: 32 },
  'nin-cifar10': { parameters: 966_986, macs: 222_486_528, field: 27, stride: 4 },
  'nin-cifar100': { parameters: 984_356, macs: 223_592_448, field: 27, stride: 4 },
  'nin-imagenet': { parameters: 7_595_176, macs: 1_100_188_800, field: 195, stride: 32 },
  vgg11: { parameters: 132_863_336, macs: 7_609_090_048, field: 150, stride: 32 },
  'vgg11-lrn': { parameters: 132_863_336, macs: 7_609_090_048, field: 150, stride: 32 },
  vgg13: { parameters: 133_047_848, macs: 11_308_466_176, field: 156, stride: 32 },
  'vgg16-c': { parameters: 133_638_952, macs: 11_770_888_192, field: 156, stride: 32 },
  vgg16: { parameters: 138_357_544, macs: 15_470_264_320, field: 212, stride: 32 },
  vgg19: { parameters: 143_667_240, macs: 19_632_062_464, field: 268, stride: 32 },
  'vgg11-bn': { parameters: 132_868_840, macs: 7_609_090_048, field: 150, stride: 32 },
  'vgg13-bn': { parameters: 133_053_736, macs: 11_308_466_176, field: 156, stride: 32 },
  'vgg16-c-bn': { parameters: 133_647_400, macs: 11_770_888_192, field: 156, stride: 32 },
  'vgg16-bn': { parameters: 138_365_992, macs: 15_470_264_320, field: 212, stride: 32 },
  'vgg19-bn': { parameters: 143_678_248, macs: 19_632_062_464, field: 268, stride: 32 },
  // As many as with dense layers. The 7×7 window that these become sees 6 · 32 pixels more.
  'vgg11-fcn': { parameters: 132_863_336, macs: 7_609_090_048, field: 342, stride: 32 },
  'vgg11-lrn-fcn': { parameters: 132_863_336, macs: 7_609_090_048, field: 342, stride: 32 },
  'vgg13-fcn': { parameters: 133_047_848, macs: 11_308_466_176, field: 348, stride: 32 },
  'vgg16-c-fcn': { parameters: 133_638_952, macs: 11_770_888_192, field: 348, stride: 32 },
  'vgg16-fcn': { parameters: 138_357_544, macs: 15_470_264_320, field: 404, stride: 32 },
  'vgg19-fcn': { parameters: 143_667_240, macs: 19_632_062_464, field: 460, stride: 32 },
  'vgg11-bn-fcn': { parameters: 132_868_840, macs: 7_609_090_048, field: 342, stride: 32 },
  'vgg13-bn-fcn': { parameters: 133_053_736, macs: 11_308_466_176, field: 348, stride: 32 },
  'vgg16-c-bn-fcn': { parameters: 133_647_400, macs: 11_770_888_192, field: 348, stride: 32 },
  'vgg16-bn-fcn': { parameters: 138_365_992, macs: 15_470_264_320, field: 404, stride: 32 },
  'vgg19-bn-fcn': { parameters: 143_678_248, macs: 19_632_062_464, field: 460, stride: 32 },
  googlenet: {
    parameters: 6_998_552,
    macs: 1_582_671_872,
    field: 715,
    stride: 32,
    withHeads: 13_378_280,
    macsWithHeads: 1_591_044_096,
  },
  'googlenet-torchvision': {
    parameters: 6_624_904,
    macs: 1_498_376_192,
    field: 379,
    stride: 32,
    withHeads: 13_004_888,
    macsWithHeads: 1_506_748_416,
  },
  'inception-v3': {
    parameters: 23_834_568,
    macs: 5_713_216_096,
    field: 1311,
    stride: 32,
    withHeads: 27_161_264,
    macsWithHeads: 5_718_899_296,
  },
  'inception-v4': { parameters: 42_679_816, macs: 12_253_974_624, field: 2071, stride: 32 },
  plain20: { parameters: 269_722, macs: 40_551_040, field: 81, stride: 4 },
  plain32: { parameters: 464_154, macs: 68_862_592, field: 137, stride: 4 },
  plain44: { parameters: 658_586, macs: 97_174_144, field: 193, stride: 4 },
  plain56: { parameters: 853_018, macs: 125_485_696, field: 249, stride: 4 },
  resnet20: { parameters: 269_722, macs: 40_551_040, field: 81, stride: 4 },
  resnet32: { parameters: 464_154, macs: 68_862_592, field: 137, stride: 4 },
  resnet44: { parameters: 658_586, macs: 97_174_144, field: 193, stride: 4 },
  resnet56: { parameters: 853_018, macs: 125_485_696, field: 249, stride: 4 },
  resnet110: { parameters: 1_727_962, macs: 252_887_680, field: 501, stride: 4 },
  resnet1202: { parameters: 19_421_274, macs: 2_829_238_912, field: 5597, stride: 4 },
  'preact-resnet20': { parameters: 219_482, macs: 30_591_488, field: 31, stride: 4 },
  'preact-resnet164': { parameters: 1_703_258, macs: 244_500_992, field: 255, stride: 4 },
  'preact-resnet1001': { parameters: 10_327_706, macs: 1_487_849_984, field: 1557, stride: 4 },
  plain18: { parameters: 11_515_688, macs: 1_794_805_760, field: 435, stride: 32 },
  plain34: { parameters: 21_623_848, macs: 3_644_493_824, field: 899, stride: 32 },
  resnet18: { parameters: 11_689_512, macs: 1_814_073_344, field: 435, stride: 32 },
  'resnet34-a': { parameters: 21_623_848, macs: 3_644_493_824, field: 899, stride: 32 },
  resnet34: { parameters: 21_797_672, macs: 3_663_761_408, field: 899, stride: 32 },
  'resnet34-c': { parameters: 22_716_840, macs: 3_830_747_136, field: 899, stride: 32 },
  resnet50: { parameters: 25_557_032, macs: 4_089_184_256, field: 427, stride: 32 },
  resnet101: { parameters: 44_549_160, macs: 7_801_405_440, field: 971, stride: 32 },
  resnet152: { parameters: 60_192_808, macs: 11_513_626_624, field: 1451, stride: 32 },
  'resnet50-v1': { parameters: 25_557_032, macs: 3_857_973_248, field: 483, stride: 32 },
  'resnet101-v1': { parameters: 44_549_160, macs: 7_570_194_432, field: 1027, stride: 32 },
  'resnet152-v1': { parameters: 60_192_808, macs: 11_282_415_616, field: 1507, stride: 32 },
  'densenet40-12': { parameters: 1_019_722, macs: 264_812_928, field: 174, stride: 4 },
  'densenet100-12': { parameters: 6_979_642, macs: 1_769_516_448, field: 454, stride: 4 },
  'densenet100-24': { parameters: 27_249_082, macs: 6_889_347_744, field: 454, stride: 4 },
  'densenet-bc100-12': { parameters: 769_162, macs: 287_929_692, field: 230, stride: 4 },
  'densenet-bc250-24': { parameters: 15_324_406, macs: 5_418_785_724, field: 580, stride: 4 },
  'densenet-bc190-40': { parameters: 25_624_430, macs: 9_301_945_740, field: 440, stride: 4 },
  densenet121: { parameters: 7_978_856, macs: 2_834_161_664, field: 2071, stride: 32 },
  densenet161: { parameters: 28_681_000, macs: 7_727_907_072, field: 2967, stride: 32 },
  densenet169: { parameters: 14_149_480, macs: 3_359_843_328, field: 3351, stride: 32 },
  densenet201: { parameters: 20_013_928, macs: 4_291_365_888, field: 3863, stride: 32 },
  densenet264: { parameters: 33_337_704, macs: 5_751_653_376, field: 5399, stride: 32 },
  'lenet5-cifar10': { parameters: 62_006, macs: 651_720, field: 32, stride: 4 },
  'alexnet-small': { parameters: 2_861_914, macs: 17_646_000, field: 57, stride: 8 },
  'zfnet-small': { parameters: 3_052_858, macs: 10_572_864, field: 89, stride: 16 },
  'nin-small': { parameters: 246_186, macs: 59_338_752, field: 27, stride: 4 },
  'vgg16-bn-small': { parameters: 2_114_842, macs: 21_096_448, field: 212, stride: 32 },
  // A first convolution of stride 1 halves all that comes behind it: 7 + (379 − 7) / 2, 3 + (1311 − 3) / 2 and 7 +
  // (2071 − 7) / 2.
  'googlenet-small': {
    parameters: 1_411_098,
    macs: 32_971_776,
    field: 193,
    stride: 16,
    withHeads: 2_504_494,
    macsWithHeads: 34_563_072,
  },
  'inception-v3-small': { parameters: 1_373_346, macs: 19_542_016, field: 657, stride: 16 },
  'densenet121-small': { parameters: 454_634, macs: 16_263_680, field: 1039, stride: 16 },
}
